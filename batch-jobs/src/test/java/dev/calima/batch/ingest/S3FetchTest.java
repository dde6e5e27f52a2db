package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.ingest.fetch.ObjectStore;
import dev.calima.sql.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source whose days are objects in a bucket. */
@Timeout(240)
class S3FetchTest {

    private static final String ROWS = "time,station,parameter,value\n2026-01-12T08:00Z,S1,NO2,%d\n";

    @TempDir
    Path folder;

    @Test
    void onlyObjectsThatHaveChangedAreReadAndOneThatIsNotThereIsAnAnswer() throws Exception {
        Path config = SourceConfig.write(folder.resolve("config"), """
                address: s3://air/{station}/{yyyyMMdd}.csv
                each: station
                windows-hours: [2]
                """);
        try (ObjectStore store = ObjectStore.start(folder.resolve("s3"), "air")) {
            store.put("air", "S1/20260112.csv", ROWS.formatted(7).getBytes(StandardCharsets.UTF_8));
            try (BatchTestContext platform = BatchTestContext.start(
                    TestDatabase.create(), config, store.settings(folder.resolve("home"), null, "air"))) {
                assertThat(states(platform, "2026-01-12T10:00:00Z")).isEqualTo("ANSWERED NOTHING");
                assertThat(states(platform, "2026-01-12T11:00:00Z")).isEqualTo("UNCHANGED NOTHING");
                store.put("air", "S1/20260112.csv", ROWS.formatted(9).getBytes(StandardCharsets.UTF_8));
                assertThat(states(platform, "2026-01-12T12:00:00Z")).isEqualTo("ANSWERED NOTHING");
                assertThat(platform.database()
                                .value("SELECT old_value || ' ' || new_value FROM calima.observation_revision"))
                        .isEqualTo("7 9");
            }
            try (BatchTestContext platform = BatchTestContext.start(
                    TestDatabase.create(), config, store.settings(folder.resolve("other"), null, "elsewhere"))) {
                assertThat(states(platform, "2026-01-12T10:00:00Z"))
                        .as("a bucket that may not be read is no empty one")
                        .isEqualTo("FAILED FAILED");
            }
        }
    }

    private static String states(BatchTestContext platform, String at) throws Exception {
        return String.join(
                " ",
                platform
                        .get(IncrementalJob.class)
                        .fetch(SourceConfig.FEED, new FetchWish(Instant.parse(at), false))
                        .requests()
                        .stream()
                        .map(Asked::state)
                        .map(Enum::name)
                        .toList());
    }
}
