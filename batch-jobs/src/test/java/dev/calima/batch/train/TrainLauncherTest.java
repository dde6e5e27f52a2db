package dev.calima.batch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.ledger.HeldElsewhereException;
import dev.calima.batch.ledger.Lease;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.nio.file.Path;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainLauncherTest {

    private static final String RUN_STATES =
            "SELECT string_agg(series_id || ' ' || state, ', ' ORDER BY series_id) FROM calima.model WHERE training_run_id = ";

    private final TestDatabase database = TestDatabase.create();
    private final SyntheticNetwork network = SyntheticNetwork.seed(database);

    @TempDir
    Path folder;

    private Path config = Path.of("");

    @BeforeEach
    void recordWhoWrites() {
        config = SyntheticNetwork.config(folder.resolve("config"));
        database.execute("ALTER TABLE calima.model ADD COLUMN written_by text NOT NULL DEFAULT session_user");
    }

    private BatchTestContext process() {
        return BatchTestContext.start(database, config, folder);
    }

    @Test
    void everySeriesGetsAModelOrTheReasonWhyNot() throws HeldElsewhereException {
        try (BatchTestContext process = process()) {
            TrainOutcome outcome = process.get(TrainLauncher.class).train("quick");

            assertThat(outcome.noop()).isFalse();
            assertThat(outcome.stopped()).isFalse();
            assertThat(outcome.series()).isEqualTo(5);
            assertThat(database.value(RUN_STATES + outcome.runs().getLast()))
                    .isEqualTo("1 active, 2 active, 3 active, 4 refused, 5 active");
            assertThat(outcome.trained()).isEqualTo(4);
            assertThat(outcome.refused()).isEqualTo(1);
            assertThat(outcome.byAlgorithm().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(4);
            assertThat(database.value("SELECT reason FROM calima.model WHERE series_id = 4"))
                    .contains("20.0 days between first and last value, 35 needed");
            assertThat(database.value("SELECT string_agg(DISTINCT written_by, ',') FROM calima.model"))
                    .isEqualTo("calima_trainer");
            assertThat(database.value("SELECT (data_from AT TIME ZONE 'UTC') || ' ' || (data_to AT TIME ZONE 'UTC')"
                            + " FROM calima.model WHERE series_id = 1"))
                    .isEqualTo("2024-01-01 00:00:00 2024-04-10 00:00:00");
            assertThat(database.value(
                            "SELECT state || ' ' || series_total || ' ' || series_done || ' ' || series_refused"
                                    + " FROM calima.training_run"))
                    .isEqualTo("done 5 5 1");
            assertThat(
                            database.value(
                                    "SELECT jsonb_array_length(backtest #> '{entrants,0,byLeadDay}') FROM calima.model WHERE series_id = 1"))
                    .isEqualTo("3");
            assertThat(database.value("SELECT (backtest #>> '{entrants,0,overall,mae}')::float8 BETWEEN 1 AND 20"
                            + " FROM calima.model WHERE series_id = 1"))
                    .isEqualTo("t");
            assertThat(database.value("SELECT parameters #>> '{networks,madrid,zone}' FROM calima.training_run"))
                    .isEqualTo("Europe/Madrid");
            assertThat(process.get(Progress.class).snapshot().done()).isEqualTo(5);
        }
    }

    @Test
    void theSameDataAndProfileAreLearntOnce() throws HeldElsewhereException {
        try (BatchTestContext process = process()) {
            TrainLauncher launcher = process.get(TrainLauncher.class);
            TrainOutcome first = launcher.train("quick");
            String models = database.value("SELECT string_agg(m::text, '' ORDER BY model_id) FROM calima.model m");

            TrainOutcome second = launcher.train("quick");

            assertThat(second.noop()).isTrue();
            assertThat(second.runs().getLast()).isEqualTo(first.runs().getLast());
            assertThat(second.byAlgorithm()).isEqualTo(first.byAlgorithm());
            assertThat(database.value("SELECT string_agg(m::text, '' ORDER BY model_id) FROM calima.model m"))
                    .isEqualTo(models);
        }
    }

    @Test
    void newDataRetireTheOldModelAndARefusalDoesNot() throws HeldElsewhereException {
        try (BatchTestContext process = process()) {
            TrainLauncher launcher = process.get(TrainLauncher.class);
            TrainOutcome first = launcher.train("quick");
            network.addCycle(1, SyntheticNetwork.DAYS, SyntheticNetwork.DAYS + 3);
            database.execute("DELETE FROM calima.observation_day WHERE series_id = 2 AND day > '2024-01-20'");

            TrainOutcome second = launcher.train("quick");

            assertThat(second.noop()).isFalse();
            assertThat(second.runs().getLast()).isNotEqualTo(first.runs().getLast());
            assertThat(database.value(RUN_STATES + first.runs().getLast()))
                    .isEqualTo("1 retired, 2 active, 3 retired, 4 refused, 5 retired");
            assertThat(database.value(RUN_STATES + second.runs().getLast()))
                    .isEqualTo("1 active, 2 refused, 3 active, 4 refused, 5 active");
            assertThat(database.value("SELECT count(*) FROM calima.model WHERE state = 'active' AND series_id = 1"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aSeriesThatCannotBeStoredFailsTheJobButNotTheOthers() throws HeldElsewhereException {
        database.execute(
                """
                CREATE FUNCTION calima.refuse() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN RAISE EXCEPTION 'no room for series 2'; END$$
                """,
                "CREATE TRIGGER refuse BEFORE INSERT ON calima.model FOR EACH ROW WHEN (NEW.series_id = 2)"
                        + " EXECUTE FUNCTION calima.refuse()");
        try (BatchTestContext process = process()) {
            TrainLauncher launcher = process.get(TrainLauncher.class);

            assertThatThrownBy(() -> launcher.train("quick"))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("station 28079008, parameter no2")
                    .hasMessageContaining("no room for series 2");

            assertThat(database.value(RUN_STATES + "1")).isEqualTo("1 active, 3 active, 4 refused, 5 active");
            assertThat(database.value("SELECT state FROM calima.training_run")).isEqualTo("running");

            database.execute("DROP TRIGGER refuse ON calima.model");
            String others = "SELECT string_agg(model_id::text, ',') FROM calima.model WHERE series_id <> 2";
            String before = database.value(others);
            TrainOutcome second = launcher.train("quick");

            assertThat(second.trained()).isEqualTo(4);
            assertThat(database.value(RUN_STATES + "1")).isEqualTo("1 active, 2 active, 3 active, 4 refused, 5 active");
            assertThat(database.value(others)).isEqualTo(before);
            assertThat(database.value("SELECT count(*) FROM batch.batch_job_instance"))
                    .isEqualTo("1");
        }
    }

    @Test
    void aStoppedRunIsGoneOnWithByTheNextProcess() throws HeldElsewhereException {
        try (BatchTestContext process = process()) {
            process.get(StopSignal.class).give();
            TrainOutcome stopped = process.get(TrainLauncher.class).train("quick");

            assertThat(stopped.stopped()).isTrue();
            assertThat(stopped.noop()).isFalse();
            assertThat(stopped.trained() + stopped.refused()).isZero();
            assertThat(database.value("SELECT status FROM batch.batch_job_execution"))
                    .isEqualTo("STOPPED");
            assertThat(database.value("SELECT state FROM calima.training_run")).isEqualTo("running");
        }
        try (BatchTestContext process = process()) {
            TrainOutcome resumed = process.get(TrainLauncher.class).train("quick");

            assertThat(resumed.stopped()).isFalse();
            assertThat(database.value(RUN_STATES + resumed.runs().getLast()))
                    .isEqualTo("1 active, 2 active, 3 active, 4 refused, 5 active");
            assertThat(database.value("SELECT count(*) || ' ' || count(DISTINCT job_instance_id)"
                            + " FROM batch.batch_job_execution"))
                    .isEqualTo("2 1");
        }
    }

    @Test
    void aRunWhoseProcessDiedIsTakenUpAgain() throws Exception {
        try (BatchTestContext process = process()) {
            process.get(StopSignal.class).give();
            assertThat(process.get(TrainLauncher.class).train("quick").stopped())
                    .isTrue();
        }
        // What a killed process leaves: an execution that runs for ever, and a lease whose connection is gone.
        database.execute(
                "ALTER TABLE batch.batch_job_execution DISABLE TRIGGER keep_ended",
                "ALTER TABLE batch.batch_step_execution DISABLE TRIGGER keep_ended",
                "UPDATE batch.batch_job_execution SET status = 'STARTED', end_time = NULL",
                "UPDATE batch.batch_step_execution SET status = 'UNKNOWN', end_time = NULL",
                "ALTER TABLE batch.batch_job_execution ENABLE TRIGGER keep_ended",
                "ALTER TABLE batch.batch_step_execution ENABLE TRIGGER keep_ended",
                "UPDATE calima.lease SET holder = 'a dead process', backend_pid = 1, backend_start = now()");
        try (BatchTestContext process = process()) {
            TrainOutcome outcome = process.get(TrainLauncher.class).train("quick");

            assertThat(outcome.trained() + outcome.refused()).isEqualTo(5);
            assertThat(database.value("SELECT string_agg(status, ',' ORDER BY job_execution_id)"
                            + " FROM batch.batch_job_execution"))
                    .isEqualTo("FAILED,COMPLETED");
        }
    }

    @Test
    void onlyOneTrainsAtATime() throws Exception {
        try (BatchTestContext process = process();
                Lease held = Lease.take(database.access(DatabaseRole.TRAINER), TrainLauncher.LEASE)) {
            assertThat(held.isLost()).isFalse();
            assertThatThrownBy(() -> process.get(TrainLauncher.class).train("quick"))
                    .isInstanceOf(HeldElsewhereException.class);
        }
    }

    @Test
    void whoLostTheLeaseWritesNothing() throws Exception {
        database.execute(
                """
                CREATE FUNCTION calima.usurp() RETURNS trigger LANGUAGE plpgsql AS
                $$BEGIN UPDATE calima.lease SET epoch = epoch + 1 WHERE name = 'train'; RETURN NEW; END$$
                """,
                "CREATE TRIGGER usurp AFTER INSERT ON calima.training_run FOR EACH ROW EXECUTE FUNCTION calima.usurp()");
        try (BatchTestContext process = process()) {
            assertThatThrownBy(() -> process.get(TrainLauncher.class).train("quick"))
                    .isInstanceOf(TrainingFailedException.class)
                    .hasMessageContaining("another process has taken over");
            assertThat(database.value("SELECT count(*) FROM calima.model")).isEqualTo("0");
        }
    }

    @Test
    void anUnknownProfileIsNamedWithTheKnownOnes() {
        try (BatchTestContext process = process()) {
            assertThatThrownBy(() -> process.get(TrainLauncher.class).train("slow"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("there is no training profile 'slow'; known are [default, quick]");
        }
    }

    @Test
    void theLoadersSqlStaysTheUsualOne() {
        try (BatchTestContext process = process()) {
            assertThat(process.get(DSLContext.class).fetchValue("SELECT session_user"))
                    .isEqualTo("calima_loader");
            assertThat(process.get("trainerDsl", DSLContext.class).fetchValue("SELECT session_user"))
                    .isEqualTo("calima_trainer");
        }
    }
}
