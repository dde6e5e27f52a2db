package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A load that is mostly garbage fails before anything of it can be seen; one with some garbage loads. */
class RejectedShareTest {

    private static final String FEED = "madrid-air-hourly";

    @TempDir
    Path folder;

    private BatchTestContext platform;

    @BeforeEach
    void start() {
        platform = BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void moreThanHalfOfTheLinesRefusedFailsTheLoadAndWritesNoObservation() throws Exception {
        Path good = good(4).write(folder.resolve("a-good.csv"));
        Path bad = bad(0, 7).write(folder.resolve("b-bad.csv"));
        assertThatThrownBy(() -> load(null, good, bad))
                .isInstanceOf(LoadFailedException.class)
                .hasMessageContaining("7 are refused")
                .hasMessageContaining("50 %")
                .hasMessageContaining("--max-rejected-share 1");
        assertThat(value("SELECT count(*) FROM calima.observation_day"))
                .as("the good file came first and is not there either")
                .isEqualTo("0");
        assertThat(value("SELECT count(*) || ' ' || min(line_no) || ' ' || max(raw_text) FROM calima.rejected_reading"))
                .as("what was refused can be looked at")
                .isEqualTo("7 2 bad line");
        assertThat(value("SELECT state FROM calima.load_ledger")).isEqualTo("refused");
    }

    @Test
    void theSameFilesAreRefusedAgainAndLoadWhenAskedToTakeWhatIsGood() throws Exception {
        Path file = bad(3, 7).write(folder.resolve("file.csv"));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> load(null, file)).hasMessageContaining("of the first");
        }
        LoadOutcome outcome = load(1.0, file);
        assertThat(outcome.files().getFirst().linesRejected()).isEqualTo(7);
        assertThat(value("SELECT count(value) FROM calima.observation")).isEqualTo("72");
        assertThat(value("SELECT count(*) FROM calima.rejected_reading"))
                .as("each once")
                .isEqualTo("7");
    }

    @Test
    void halfOfTheLinesRefusedIsNotMoreThanHalf() throws Exception {
        LoadOutcome outcome = load(null, bad(7, 7).write(folder.resolve("file.csv")));
        assertThat(outcome.files().getFirst().linesRead()).isEqualTo(14);
        assertThat(value("SELECT count(value) FROM calima.observation")).isEqualTo("168");
    }

    private static HourlyFile good(int lines) {
        HourlyFile file = new HourlyFile();
        for (int day = 1; day <= lines; day++) {
            file.day(2019, 1, day);
        }
        return file;
    }

    private static HourlyFile bad(int goodLines, int badLines) {
        HourlyFile file = good(goodLines);
        for (int i = 0; i < badLines; i++) {
            file.line("bad line");
        }
        return file;
    }

    private LoadOutcome load(@Nullable Double mostRejected, Path... files) throws Exception {
        return platform.get(IngestJob.class)
                .load(FEED, List.of(files).stream().map(Path::toString).toList(), false, mostRejected);
    }

    private String value(String query) {
        return platform.database().value(query);
    }
}
