package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database gives a chunk up in the middle of its merge: it is made again, whole, and the rows are those of an undisturbed load. */
@Timeout(120)
class PassingTroubleTest {

    private static final String FEED = "madrid-air-hourly";
    private static final String ROWS =
            "SELECT md5(string_agg(concat_ws(' ', series_id, day, flags, quality, values), ',' ORDER BY"
                    + " series_id, day)) || ' ' || (SELECT count(*) FROM calima.observation_change) || ' ' || (SELECT lines_read || ' ' ||"
                    + " lines_loaded FROM calima.load_file) FROM calima.observation_day";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private BatchTestContext platform;
    private Path file;

    @BeforeEach
    void start() throws Exception {
        HourlyFile lines = new HourlyFile();
        for (int day = 1; day <= 28; day++) {
            lines.day(2019, 1, day);
        }
        file = lines.write(folder.resolve("file.csv"));
        platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "40001", "55P03", "57014"})
    void aChunkThatIsGivenUpIsMadeAgain(String state) throws Exception {
        fail(state, 3);
        load();
        assertThat(rows()).isEqualTo(undisturbed());
        assertThat(rollbacks()).isEqualTo("3");
    }

    @Test
    void whatDoesNotPassFailsAndTheSameCommandGoesOn() throws Exception {
        fail("57014", 6);
        assertThatThrownBy(this::load)
                .isInstanceOf(LoadFailedException.class)
                .hasMessageContaining("goes on from there");
        assertThat(database.value("SELECT count(*) FROM calima.observation_day"))
                .isEqualTo("0");
        load();
        assertThat(rows()).isEqualTo(undisturbed());
    }

    @Test
    void anErrorOfAnotherKindIsNotTriedAgain() {
        fail("23514", 1);
        assertThatThrownBy(this::load).isInstanceOf(LoadFailedException.class);
        assertThat(rollbacks()).isEqualTo("1");
    }

    @Test
    void aMergeThatSomebodyCancelsIsMadeAgain() throws Exception {
        database.execute(
                "CREATE SEQUENCE calima.calls",
                "GRANT USAGE ON SEQUENCE calima.calls TO calima_loader",
                """
                CREATE FUNCTION calima.sleep() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN IF nextval('calima.calls') = 1 THEN PERFORM pg_sleep(100); END IF; RETURN NULL; END$$
                """,
                "CREATE TRIGGER sleep BEFORE INSERT ON calima.observation_day FOR EACH STATEMENT EXECUTE FUNCTION calima.sleep()");
        inBackground(loading -> {
            await(() -> database.value(
                            "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
                                    + " AND datname = current_database()")
                    .equals("1"));
            loading.get();
        });
        assertThat(rows()).isEqualTo(undisturbed());
        assertThat(rollbacks()).isEqualTo("1");
    }

    /** Readers wait for whoever holds the lock, as they must; but the waiting load makes nobody wait for itself. */
    @Test
    void aTableThatSomebodyHoldsIsWaitedForAndMakesNoQueue() throws Exception {
        try (Connection hog = database.admin().connect();
                Statement lock = hog.createStatement()) {
            hog.setAutoCommit(false);
            lock.execute("LOCK TABLE calima.observation_day IN ACCESS EXCLUSIVE MODE");
            inBackground(loading -> {
                await(() -> !waiting().equals("null"));
                String first = waiting();
                await(() -> !waiting().equals(first)); // gave up after its ten seconds
                assertThat(loading.isDone()).isFalse();
                hog.rollback();
                try (Connection second = database.admin().connect();
                        Statement share = second.createStatement()) {
                    second.setAutoCommit(false);
                    share.execute("LOCK TABLE calima.observation_day IN SHARE MODE"); // reads go on, writes do not
                    await(() -> !waiting().equals("null"));
                    long begin = System.nanoTime();
                    assertThat(database.value("SELECT count(*) FROM calima.observation_day"))
                            .isEqualTo("0");
                    assertThat((System.nanoTime() - begin) / 1_000_000)
                            .as("milliseconds of a reader")
                            .isLessThan(2000);
                    second.rollback();
                }
                loading.get();
            });
        }
        assertThat(rows()).isEqualTo(undisturbed());
    }

    /** The transaction that waits for the table; {@code "null"} for none. */
    private String waiting() {
        return database.value("SELECT max(virtualtransaction) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
    }

    private interface Meanwhile {
        void act(Future<?> loading) throws Exception;
    }

    private void inBackground(Meanwhile meanwhile) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            meanwhile.act(thread.submit(() -> {
                load();
                return null;
            }));
        } finally {
            thread.shutdown(); // not awaited: a failed test must let go of its locks first
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) {
        while (!condition.holds()) {
            assertThat(Thread.interrupted()).as("time is over").isFalse();
            LockSupport.parkNanos(50_000_000);
        }
    }

    /** Inserts into the table fail so often with a state. */
    private void fail(String state, int times) {
        database.execute(
                "CREATE SEQUENCE calima.calls",
                "GRANT USAGE ON SEQUENCE calima.calls TO calima_loader",
                """
                CREATE FUNCTION calima.fail() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN IF nextval('calima.calls') <= %d THEN RAISE EXCEPTION 'planted' USING ERRCODE = '%s'; END IF; RETURN NULL; END$$
                """.formatted(times, state),
                "CREATE TRIGGER fail AFTER INSERT ON calima.observation_day FOR EACH STATEMENT EXECUTE FUNCTION calima.fail()");
    }

    private String rollbacks() {
        return database.value("SELECT sum(rollback_count) FROM batch.batch_step_execution");
    }

    private void load() throws Exception {
        platform.get(IngestJob.class).load(FEED, List.of(file.toString()), false);
    }

    private String rows() {
        return database.value(ROWS);
    }

    private String undisturbed() throws Exception {
        TestDatabase other = TestDatabase.create();
        try (BatchTestContext quiet = BatchTestContext.start(other, BatchTestContext.SHIPPED_CONFIG, folder)) {
            quiet.get(IngestJob.class).load(FEED, List.of(file.toString()), false);
        }
        return other.value(ROWS);
    }
}
