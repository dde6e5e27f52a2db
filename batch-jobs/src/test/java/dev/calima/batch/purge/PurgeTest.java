package dev.calima.batch.purge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.JobStart;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.Replay;
import dev.calima.batch.ingest.fetch.ObjectStore;
import dev.calima.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Retention takes what is old and nobody needs, in batches, and can be cut off anywhere. */
@Timeout(180)
class PurgeTest {

    private static final String FEED = "madrid-air-hourly";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    private Path config(String retention) throws Exception {
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        Files.writeString(config.resolve("retention.yaml"), retention);
        return config;
    }

    private static Map<String, Long> purge(BatchTestContext platform) throws Exception {
        return counts(platform.get(PurgeJob.class).purge(new Progress(), new StopSignal()));
    }

    private static Map<String, Long> counts(PurgeOutcome outcome) {
        return outcome.parts().stream()
                .filter(part -> part.count() > 0)
                .collect(Collectors.toMap(PurgeOutcome.Part::kind, PurgeOutcome.Part::count));
    }

    /** 20,000 old executions: one instance of 51, one that runs just now, and the rest of three each. */
    private void history() {
        database.execute("""
                INSERT INTO batch.batch_job_instance SELECT i, 0, 'old-job', md5(i::text) FROM generate_series(1000000, 1006649) i
                """, """
                INSERT INTO batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time, end_time, status, exit_code)
                SELECT 1000000 + n, 2, 1000000 + CASE WHEN n < 51 THEN 0 ELSE (n - 51) / 3 + 1 END,
                       now() - interval '200 days', now() - interval '200 days', now() - interval '200 days', 'COMPLETED', 'COMPLETED'
                FROM generate_series(0, 19997) n
                """, """
                INSERT INTO batch.batch_job_execution (job_execution_id, version, job_instance_id, create_time, start_time, status)
                VALUES (1000000 + 19998, 1, 1000001, now() - interval '200 days', now() - interval '200 days', 'STARTED')
                """, """
                INSERT INTO batch.batch_step_execution (step_execution_id, version, step_name, job_execution_id, create_time, status)
                SELECT job_execution_id, 1, 'step', job_execution_id, create_time, 'COMPLETED' FROM batch.batch_job_execution
                WHERE job_execution_id >= 1000000
                """, """
                INSERT INTO batch.batch_step_execution_context SELECT step_execution_id, '{}', NULL FROM batch.batch_step_execution
                WHERE step_execution_id >= 1000000
                """, """
                INSERT INTO batch.batch_job_execution_context SELECT job_execution_id, '{}', NULL FROM batch.batch_job_execution
                WHERE job_execution_id >= 1000000
                """, """
                INSERT INTO batch.batch_job_execution_params
                SELECT job_execution_id, 'feed', 'java.lang.String', 'f', 'Y' FROM batch.batch_job_execution WHERE job_execution_id >= 1000000
                """, "ANALYZE");
    }

    @Test
    void oldExecutionsGoWhileAJobRunsAndTheLastOfEachInstanceStays() throws Exception {
        history();
        try (BatchTestContext platform = BatchTestContext.start(database, config("batch-history-days: 90\n"), folder);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            long expected = Long.parseLong(
                    database.value(
                            "SELECT count(*) FROM batch.batch_job_execution e WHERE status = 'COMPLETED' AND job_execution_id < (SELECT"
                                    + " max(job_execution_id) FROM batch.batch_job_execution n WHERE n.job_instance_id = e.job_instance_id)"));
            assertThat(counts(platform.get(PurgeJob.class).plan())).isEqualTo(Map.of("executions", expected));
            long before = launchP99(platform, "before");
            Future<Map<String, Long>> purged = threads.submit(() -> purge(platform));
            long during = launchP99(platform, "during");
            assertThat(purged.get()).isEqualTo(Map.of("executions", expected));
            long after = launchP99(platform, "after");
            assertThat(expected).isGreaterThan(13_000);
            assertThat(database.value("SELECT count(*) FROM batch.batch_job_execution WHERE job_instance_id = 1000000"))
                    .isEqualTo("1");
            assertThat(database.value("SELECT status FROM batch.batch_job_execution WHERE job_execution_id = 1019998"))
                    .as("what runs is left alone")
                    .isEqualTo("STARTED");
            assertThat(database.value("SELECT count(*) FROM batch.batch_job_instance i WHERE NOT EXISTS"
                            + " (SELECT FROM batch.batch_job_execution e WHERE e.job_instance_id = i.job_instance_id)"))
                    .as("no instance has lost its last execution")
                    .isEqualTo("0");
            for (String table : List.of("batch_step_execution", "batch_job_execution")) {
                assertThat(database.value("SELECT count(*) FROM batch." + table + "_context"))
                        .isEqualTo(database.value("SELECT count(*) FROM batch." + table));
            }
            assertThat(purge(platform)).as("once more").isEmpty();
            assertThat(List.of(before, during, after))
                    .as("99th percentile of a launch, in milliseconds: before, during, after")
                    .allSatisfy(millis -> assertThat(millis).isLessThan(2_000)); // generous: tests share the machine
        }
    }

    /** Starts a small job 25 times; the slowest but none, in milliseconds. */
    private static long launchP99(BatchTestContext platform, String name) throws Exception {
        long[] millis = new long[25];
        for (int i = 0; i < millis.length; i++) {
            long begun = System.nanoTime();
            platform.get(JobStart.class)
                    .run(
                            "launch-test",
                            new JobParametersBuilder().addString("n", name + i).toJobParameters(),
                            List.of(new JobStart.Part("launch", (contribution, context) -> RepeatStatus.FINISHED)));
            millis[i] = Duration.ofNanos(System.nanoTime() - begun).toMillis();
        }
        Arrays.sort(millis);
        return millis[millis.length - 1];
    }

    @Test
    void eachKindKeepsWhatIsStillNeeded() throws Exception {
        SyntheticNetwork.seed(database);
        database.execute("""
                INSERT INTO calima.run (job, parameters, identity, pool, requested_by, state, outcome, ended_at)
                SELECT 'j', jsonb_build_object('feed', f), f || n, 'default', 't', 'completed', 'completed', now() - interval '500 days'
                FROM unnest(ARRAY['a', 'b']) f, generate_series(1, 3) n
                """, """
                INSERT INTO calima.run (job, identity, pool, requested_by, state, outcome, ended_at)
                VALUES ('k', 'k', 'default', 't', 'failed', 'failed', now() - interval '500 days')
                """, """
                INSERT INTO calima.worker (kind, host, pid, started_at, heartbeat_at)
                VALUES ('up', 'h', 1, now() - interval '500 days', now() - interval '500 days'), ('up', 'h', 2, now(), now())
                """, """
                INSERT INTO calima.fetch_run (feed, scheduled_at, state, month_to_date, started_at, finished_at)
                SELECT 'f', now() - make_interval(days => 200 + n), 'done', false, now() - interval '200 days', now() - interval '200 days'
                FROM generate_series(1, 5) n
                """, """
                INSERT INTO calima.load_ledger (feed, manifest_sha256, definition_sha256, bytes_total, state, attempt)
                SELECT 'f', sha256('m'), sha256('d'), 0, s, row_number() OVER () FROM unnest(ARRAY['loaded', 'loading']) s
                """, """
                INSERT INTO calima.rejected_reading (load_id, raw_file_id, line_no, code, reason, raw_text, rejected_at, state)
                SELECT l, 1, n, 'c', 'r', 't', now() - interval '500 days', CASE WHEN n < 5 THEN 'discarded' ELSE 'open' END
                FROM generate_series(1, 2) l, generate_series(1, 6) n
                """, """
                INSERT INTO calima.training_run (profile, profile_sha256, data_sha256, parameters, series_total)
                VALUES ('p', sha256('p'), sha256('d'), '{}', 1)
                """, """
                INSERT INTO calima.model (training_run_id, series_id, state, algorithm, fitted) VALUES (1, 1, 'active', 'a', '')
                """, """
                INSERT INTO calima.forecast (series_id, model_id, origin, issued_at, valid_until, step_minutes, method, quantile_levels)
                SELECT 1, 1, now() - make_interval(days => 500 - n), now() - interval '400 days', now(), 60, 'm', '{0.5}' FROM generate_series(1, 4) n
                """, """
                INSERT INTO calima.forecast_value (forecast_id, lead, period_start, quantiles)
                SELECT forecast_id, 1, origin, '{1}' FROM calima.forecast
                """, """
                INSERT INTO calima.incident (rule, subject, detail, opened_at, last_seen_at, closed_at)
                VALUES ('r', 's', 'd', now() - interval '500 days', now(), now() - interval '450 days'),
                       ('r', 's', 'd', now() - interval '500 days', now(), NULL)
                """);
        String observations =
                "SELECT count(*) || md5(string_agg(o::text, ',' ORDER BY series_id, day)) FROM calima.observation_day o";
        String before = database.value(observations);
        try (BatchTestContext platform = BatchTestContext.start(database, config("forecasts-days: 90\n"), folder)) {
            Map<String, Long> expected = Map.of(
                    "runs",
                    4L,
                    "workers",
                    1L,
                    "fetch-runs",
                    4L,
                    "settled-rejects",
                    4L,
                    "forecasts",
                    3L,
                    "incidents",
                    1L);
            assertThat(counts(platform.get(PurgeJob.class).plan())).isEqualTo(expected);
            assertThat(database.value("SELECT count(*) FROM calima.run"))
                    .as("a plan takes nothing")
                    .isEqualTo("7");
            assertThat(purge(platform)).isEqualTo(expected);
            assertThat(purge(platform)).isEmpty();
        }
        assertThat(database.value("SELECT string_agg(job || identity, ',' ORDER BY identity) FROM calima.run"))
                .as("the newest of each job and feed, and the last failure")
                .isEqualTo("ja3,jb3,kk");
        assertThat(database.value("SELECT count(*) FROM calima.rejected_reading WHERE load_id = 2"))
                .as("those of a load that is not over")
                .isEqualTo("6");
        assertThat(database.value(observations)).isEqualTo(before);
    }

    @Test
    void oldBytesGoAndReplaySaysSo() throws Exception {
        Path landing = folder.resolve("landing");
        try (BatchTestContext platform = BatchTestContext.start(database, config("raw-files-days: 30\n"), folder)) {
            IngestJob job = platform.get(IngestJob.class);
            job.load(FEED, List.of(sample("ene_mo19.csv.gz").toString()), false);
            job.load(FEED, List.of(sample("feb_mo19.csv.gz").toString()), false);
            job.load(FEED, List.of(sample("mar_mo19.csv.gz").toString()), false);
            database.execute(
                    "UPDATE calima.raw_file SET received_at = now() - interval '60 days' WHERE file_name < 'n'",
                    "UPDATE calima.load_ledger SET state = 'loading' WHERE load_id = (SELECT load_id FROM calima.load_file"
                            + " JOIN calima.raw_file USING (raw_file_id) WHERE file_name LIKE 'feb%')");
            assertThat(purge(platform))
                    .as("old by their rows, but their bytes came today")
                    .isEmpty();
            age(landing);
            assertThat(counts(platform.get(PurgeJob.class).plan())).isEqualTo(Map.of("raw-files", 2L));
            assertThat(purge(platform)).isEqualTo(Map.of("raw-files", 2L));
            assertThat(files(landing))
                    .as("february is a part of a load that is not over: its bytes and note")
                    .isEqualTo(2);
            assertThat(purge(platform)).isEmpty();
            assertThatThrownBy(() -> platform.get(Replay.class).ofLoads(FEED, null, null))
                    .isInstanceOf(LoadFailedException.class)
                    .hasMessageContaining("2 of these 3 files")
                    .hasMessageContaining("taken away by retention")
                    .hasMessageContaining("--landing");
            job.load(FEED, List.of(sample("ene_mo19.csv.gz").toString()), true);
            assertThat(database.value("SELECT count(*) FROM calima.raw_file WHERE deleted_at IS NOT NULL"))
                    .as("what came again is there again")
                    .isEqualTo("1");
            assertThat(files(landing)).isEqualTo(4);
        }
    }

    @Test
    void bytesInABucketGoToo() throws Exception {
        try (ObjectStore store = ObjectStore.start(folder.resolve("s3"), "landing")) {
            S3Address place = S3Address.parse("s3://landing/calima").orElseThrow();
            try (BatchTestContext platform =
                    BatchTestContext.start(database, config("raw-files-days: 30\n"), store.settings(folder, place))) {
                platform.get(IngestJob.class)
                        .load(FEED, List.of(sample("ene_mo19.csv.gz").toString()), false);
                database.execute("UPDATE calima.raw_file SET received_at = now() - interval '60 days'");
                assertThat(purge(platform)).as("came today").isEmpty();
                age(folder.resolve("s3"));
                assertThat(purge(platform)).isEqualTo(Map.of("raw-files", 1L));
                assertThat(store.client()
                                .listObjectsV2(list -> list.bucket("landing"))
                                .contents())
                        .isEmpty();
                assertThat(database.value("SELECT deleted_at IS NOT NULL FROM calima.raw_file"))
                        .isEqualTo("t");
            }
        }
    }

    private static Path sample(String name) {
        return BatchTestContext.SHIPPED_CONFIG.resolve("samples").resolve(FEED).resolve(name);
    }

    private static void age(Path landing) throws Exception {
        try (Stream<Path> all = Files.walk(landing)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(60))));
            }
        }
    }

    private static long files(Path landing) throws Exception {
        try (Stream<Path> all = Files.walk(landing)) {
            return all.filter(Files::isRegularFile).count();
        }
    }
}
