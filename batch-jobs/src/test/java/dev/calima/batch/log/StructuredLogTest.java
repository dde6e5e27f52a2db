package dev.calima.batch.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.TestDatabase;
import java.io.OutputStream;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StructuredLogTest {

    /** Where the tests' lines go: see logback.xml. */
    private static final Path LOG = Path.of("target", "calima.jsonl");

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Logger LOGGER = LoggerFactory.getLogger(StructuredLogTest.class);

    @TempDir
    Path folder;

    @Test
    void everyLineOfALoadSaysItsJobExecutionStepAndFeed() throws Exception {
        TestDatabase database = TestDatabase.create();
        Path sample = BatchTestContext.SHIPPED_CONFIG.resolve("samples/madrid-air-hourly/ene_mo19.csv.gz");
        try (BatchTestContext platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder);
                LogContext context = LogContext.open(Map.of(LogContext.RUN, 4_711_000_001L))) {
            assertThat(context).isNotNull();
            platform.get(IngestJob.class).load("madrid-air-hourly", List.of(sample.toString()), false);
        }
        String execution = database.value("SELECT max(job_execution_id)::text FROM batch.batch_job_execution");
        List<JsonNode> lines = new LogFiles(Path.of("target"))
                .find(new LogFilter(Map.of(LogContext.RUN, "4711000001"), "INFO", null), 1000);
        List<JsonNode> ofSteps =
                lines.stream().filter(line -> line.has(LogContext.STEP)).toList();
        assertThat(ofSteps)
                .extracting(line -> line.path(LogContext.STEP).asString())
                .contains("ingest.check", "ingest.load", "quality.context");
        assertThat(ofSteps).allSatisfy(line -> {
            assertThat(line.path("job").asString()).isEqualTo("observations-load-massive");
            assertThat(line.path("executionId").asString()).isEqualTo(execution);
            assertThat(line.path("feed").asString()).isEqualTo("madrid-air-hourly");
            assertThat(Instant.parse(line.path("@timestamp").asString())).isNotNull();
            assertThat(line.path("log").path("level").asString()).isEqualTo("INFO");
        });
        assertThat(lines.getLast().has(LogContext.STEP))
                .as("after the step its name is gone")
                .isFalse();
    }

    @Test
    void aTextCannotBeginALineOfItsOwnNorSpeakToTheTerminal() throws Exception {
        String mark = "mark-" + System.nanoTime();
        LOGGER.warn(
                "{} file \"a\r\n{\"forged\":true}\u001b[31m.csv\u0000\u009b\u2028",
                mark,
                new IllegalStateException("broken\nline \u001b[0m"));
        String raw = lineWith(mark);
        assertThat(raw.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x2028))
                .as(raw)
                .isTrue();
        JsonNode line = JSON.readTree(raw);
        assertThat(line.path("message").asString())
                .isEqualTo(mark + " file \"a\r\n{\"forged\":true}\u001b[31m.csv\u0000\u009b\u2028");
        assertThat(line.path("error").path("type").asString()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.path("error").path("stack_trace").asString()).contains("aTextCannotBegin");
        assertThat(line.has("forged")).isFalse();
    }

    @Test
    void secretsAreHiddenAndLongTextsCut() throws Exception {
        String mark = "mark-" + System.nanoTime();
        Redaction.hide("s3cr3t-of-this-test");
        LOGGER.info(
                "{} jdbc:postgresql://user:hunter2hunter2@host/db?password=abcdefgh&x=1 got s3cr3t-of-this-test, Authorization:"
                        + " Bearer eyJabc {}",
                mark,
                "x".repeat(100_000));
        String raw = lineWith(mark);
        assertThat(raw).doesNotContain("hunter2hunter2", "abcdefgh", "s3cr3t-of-this-test", "eyJabc");
        assertThat(JSON.readTree(raw).path("message").asString())
                .contains("://user:(hidden)@host/db?password=(hidden)&x=1 got (hidden), Authorization: Bearer (hidden)")
                .endsWith(" ... (cut)")
                .hasSizeLessThan(17_000);
    }

    @Test
    void aThreadThatWorksForAJobSaysWhatItWorksFor() throws Exception {
        String mark = "mark-" + System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            try (LogContext context =
                    LogContext.open(Map.of(LogContext.JOB, "a-job", LogContext.PARTITION, "2019-01"))) {
                assertThat(context).isNotNull();
                threads.submit(LogContext.carry(() -> LOGGER.info("{} carried", mark)))
                        .get();
            }
            threads.submit(() -> LOGGER.info("{} plain", mark)).get();
        }
        JsonNode carried = JSON.readTree(lineWith(mark + " carried"));
        assertThat(carried.path("job").asString()).isEqualTo("a-job");
        assertThat(carried.path("partition").asString()).isEqualTo("2019-01");
        assertThat(JSON.readTree(lineWith(mark + " plain")).has("job"))
                .as("the thread is free of it afterwards")
                .isFalse();
    }

    @Test
    void linesAreFoundInFilesThatWereTurnedOverAndOfOtherProcesses() throws Exception {
        String old =
                "{\"@timestamp\":\"2026-11-20T10:00:00Z\",\"log\":{\"level\":\"INFO\"},\"message\":\"old\",\"runId\":\"7\"}\n";
        try (OutputStream out =
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("batch.jsonl.2026-11-20.0.gz")))) {
            out.write(old.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Files.writeString(folder.resolve("batch-2.jsonl"), """
                {"@timestamp":"2026-11-21T10:00:00Z","log":{"level":"WARN"},"message":"new","runId":"7"}
                {"@timestamp":"2026-11-21T10:00:01Z","log":{"level":"WARN"},"message":"other","runId":"8"}
                {"@timestamp":"2026-11-21T10:00:02Z","half a li""");
        Files.writeString(folder.resolve("read-api.log"), "no JSON");
        LogFiles files = new LogFiles(folder);
        assertThat(files.find(new LogFilter(Map.of("runId", "7"), "INFO", null), 10))
                .extracting(line -> line.path("message").asString())
                .containsExactly("old", "new");
        assertThat(files.find(new LogFilter(Map.of("runId", "7"), "INFO", null), 1))
                .as("the newest")
                .extracting(line -> line.path("message").asString())
                .containsExactly("new");
        assertThat(files.find(new LogFilter(Map.of(), "WARN", Instant.parse("2026-11-21T10:00:01Z")), 10))
                .extracting(line -> line.path("message").asString())
                .containsExactly("other");
    }

    @Test
    void eachProcessHasAFileOfItsOwn() throws Exception {
        try {
            assertThat(LogFile.claim(folder)).isEqualTo(folder.resolve("batch.jsonl"));
            assertThat(LogFile.claim(folder)).as("the first one is taken").isEqualTo(folder.resolve("batch-2.jsonl"));
        } catch (OverlappingFileLockException e) {
            throw new AssertionError("a file that is taken must be passed over", e);
        } finally {
            LogFile.release();
        }
    }

    private static String lineWith(String mark) throws Exception {
        return Files.readAllLines(LOG).stream()
                .filter(line -> line.contains(mark))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
