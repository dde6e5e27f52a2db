package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What our rules say of values that the publisher calls valid, from the file to the row. */
class QualityTest {

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
    void aNumberThatStandsForNoValueIsKeptAndUsedByNobody() throws Exception {
        List<String> cells = List.of("-999", "-99", "-9999", "-9.999", "9.999", "9.99", "-0.5", "9");
        load(new HourlyFile()
                .day(4, 8, 2019, 1, 15, hour -> hour <= cells.size() ? cells.get(hour - 1) + ";V" : "0;N"));
        assertThat(value("""
                        SELECT string_agg(concat_ws('/', published_value, quality, value), ' ' ORDER BY period_start)
                        FROM calima.observation WHERE validity = 1
                        """)).isEqualTo("-999/2 -99/2 -9999/2 -9.999/2 9.999/2 9.99/0/9.99 -0.5/0/-0.5 9/0/9");
    }

    @Test
    void aNumberThatThePublisherCallsNotValidIsNotJudged() throws Exception {
        load(new HourlyFile().day(4, 8, 2019, 1, 15, hour -> hour == 1 ? "-999;N" : hour == 2 ? "99999;N" : "7;V"));
        assertThat(value("SELECT string_agg(DISTINCT quality::text, ' ') FROM calima.observation WHERE validity = -1"))
                .isEqualTo("0");
    }

    @Test
    void aPeriodThatHasNotEndedIsKeptAndTheSameFileLaterIsBelieved() throws Exception {
        LocalDate tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        LocalDate yesterday = tomorrow.minusDays(2);
        load(new HourlyFile()
                .day(tomorrow.getYear(), tomorrow.getMonthValue(), tomorrow.getDayOfMonth())
                .day(yesterday.getYear(), yesterday.getMonthValue(), yesterday.getDayOfMonth()));
        assertThat(value("SELECT published_value || ' ' || quality || ' ' || (value IS NULL)"
                        + " FROM calima.observation ORDER BY period_start DESC LIMIT 1"))
                .isEqualTo("124 16 true");
        assertThat(value(
                        "SELECT count(value) || ' ' || max(quality) FROM calima.observation WHERE period_end <= now()"))
                .startsWith("24 0");
    }

    private LoadOutcome load(HourlyFile file) throws Exception {
        return platform.get(IngestJob.class)
                .load(FEED, List.of(file.write(folder.resolve("file.csv")).toString()), false);
    }

    private String value(String query) {
        return platform.database().value(query);
    }
}
