package dev.calima.batch.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.config.S3Address;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are too large for one piece, on a real S3 of this machine. */
class BucketLandingTest {

    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aFileTooLargeForOnePieceGoesInPartsAndComesBackTheSame() throws Exception {
        byte[] line = "a line of some forty letters, for the size\n".getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[34 * MEGABYTE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = line[i % line.length];
        }
        try (ObjectStore store = ObjectStore.start(folder.resolve("store"), "kept")) {
            BucketLandingArea landing = new BucketLandingArea(
                    folder.resolve("spool"),
                    S3Address.parse("s3://kept/area").orElseThrow(),
                    store::client,
                    Clock.systemUTC(),
                    MEGABYTE);
            List<LandedFile> landed = landing.land(
                    "town", new Incoming("big.csv", "here", Map.of(), () -> new ByteArrayInputStream(bytes)));
            assertThat(landed)
                    .singleElement()
                    .satisfies(file -> assertThat(file.problem()).isNull());
            landing.release(landed);
            LandedFile again =
                    landing.find("town", landed.getFirst().landedPath()).orElseThrow();
            try (InputStream in = again.content().open()) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            assertThat(store.client()
                            .listMultipartUploads(list -> list.bucket("kept"))
                            .uploads())
                    .isEmpty();
        }
    }
}
