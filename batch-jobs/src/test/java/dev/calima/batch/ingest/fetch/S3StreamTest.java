package dev.calima.batch.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.FaultProxy;
import dev.calima.sql.FaultProxy.Fault;
import dev.calima.sql.FaultProxy.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects over lines that break: every byte of the one object that was listed, or an error that says so. */
@Timeout(60)
class S3StreamTest {

    private static final Duration PAUSE = Duration.ofMillis(1);

    @TempDir
    static Path folder;

    private static ObjectStore store;

    @BeforeAll
    static void start() throws Exception {
        store = ObjectStore.start(folder.resolve("s3"), "air");
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLineThatBreaksAgainAndAgainGivesEveryByteOnce(boolean reset) throws IOException {
        byte[] bytes = bytes(2 << 20);
        S3Object object = put("broken-" + reset, bytes);
        Random random = new Random(7);
        Plan plan = connection ->
                connection < 50 ? new Fault(20_000 + random.nextInt(40_000), reset, Duration.ZERO, -1) : Fault.NONE;
        try (FaultProxy proxy = FaultProxy.before(store.address(), plan);
                S3Client client = ObjectStore.client(proxy.address())) {
            assertThat(read(client, object)).isEqualTo(bytes);
            assertThat(proxy.connections()).isGreaterThan(30);
            // after a reset the receiver's system throws away what nobody has read yet, so more is asked for again
            assertThat(proxy.answered())
                    .as("only what is missing is asked for again; each answer has a head of half a KiB")
                    .isLessThan(bytes.length * (reset ? 2L : 1L) + bytes.length / 50 + proxy.connections() * 1024L);
        }
    }

    @Test
    void anObjectThatIsReplacedWhileItIsReadIsAnError() throws IOException {
        S3Object object = put("replaced", bytes(1 << 20));
        Plan plan = connection -> {
            if (connection == 1) {
                store.put("air", "replaced", new byte[1 << 20]);
            }
            return connection == 0 ? Fault.cutAfter(500_000) : Fault.NONE;
        };
        try (FaultProxy proxy = FaultProxy.before(store.address(), plan);
                S3Client client = ObjectStore.client(proxy.address())) {
            assertThatThrownBy(() -> read(client, object))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("s3://air/replaced changed while it was read");
        }
    }

    @Test
    void anObjectThatChangedOrWentSinceItWasListedIsAnError() {
        S3Object object = put("listed", bytes(1000));
        store.put("air", "listed", bytes(1001));
        assertThatThrownBy(() -> read(store.client(), object)).hasMessageContaining("changed");
        assertThatThrownBy(() -> read(store.client(), new S3Object("air", "gone", 1, "", null)))
                .hasMessageContaining("s3://air/gone is gone");
    }

    @Test
    void aLineThatBringsNothingIsGivenUpAfterTenAttempts() throws IOException {
        S3Object object = put("dead", bytes(1 << 20));
        Plan plan = connection -> connection == 0 ? Fault.cutAfter(100_000) : Fault.cutAfter(0);
        try (FaultProxy proxy = FaultProxy.before(store.address(), plan);
                S3Client client = ObjectStore.client(proxy.address())) {
            assertThatThrownBy(() -> read(client, object))
                    .hasMessageContaining("s3://air/dead broke off after ")
                    .hasMessageContaining("of 1048576 bytes")
                    .hasMessageContaining("for the 11. time");
        }
    }

    @Test
    void aByteThatWasTurnedOnTheWayIsAnError() throws IOException {
        S3Object object = put("turned", bytes(200_000));
        try (FaultProxy proxy = FaultProxy.before(store.address(), connection -> Fault.flipAt(100_000));
                S3Client client = ObjectStore.client(proxy.address())) {
            assertThatThrownBy(() -> read(client, object)).hasMessageContaining("check sum");
        }
    }

    @Test
    void smallSlicesThatComeSlowlyAreAllRead() throws IOException {
        byte[] bytes = bytes(100_000);
        S3Object object = put("slow", bytes);
        try (FaultProxy proxy = FaultProxy.before(store.address(), connection -> Fault.slow(Duration.ofMillis(2)));
                S3Client client = ObjectStore.client(proxy.address())) {
            assertThat(read(client, object)).isEqualTo(bytes);
        }
    }

    @Test
    void anEmptyObjectIsEmpty() throws IOException {
        assertThat(read(store.client(), put("empty", new byte[0]))).isEmpty();
    }

    private static byte[] read(S3Client client, S3Object object) throws IOException {
        try (S3Stream in = new S3Stream(client, object, PAUSE)) {
            return in.readAllBytes();
        }
    }

    private static S3Object put(String key, byte[] bytes) {
        return new S3Object("air", key, bytes.length, store.put("air", key, bytes), null);
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
