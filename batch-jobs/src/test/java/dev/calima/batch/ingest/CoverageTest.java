package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a load notes of the hours that it tells of, so that each absent hour has its reason. */
class CoverageTest {

    private static String full(int hour) {
        return "7;V";
    }

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
    void anHourIsCoveredWhenAnyStationOfTheNetworkHasIt() throws Exception {
        load(new HourlyFile().day(4, 8, 2019, 1, 15, CoverageTest::full));
        assertThat(value(
                        "SELECT string_agg(concat_ws(' ', feed, day, coalesce(station_id::text, 'network'), answered), ', ' ORDER BY day)"
                                + " FROM calima.coverage_day"))
                .as("23:00 UTC of the day before to 23:00 UTC: bit 23, then bits 0 to 22")
                .isEqualTo(
                        "madrid-air-hourly 2019-01-14 network 8388608, madrid-air-hourly 2019-01-15 network 8388607");
    }

    @Test
    void eachAbsentHourHasItsReason() throws Exception {
        load(new HourlyFile()
                .day(4, 8, 2019, 1, 15, CoverageTest::full)
                .day(4, 8, 2019, 1, 17, CoverageTest::full)
                .line("28;079;8;8;28079008_8_8;2019;01;15" + ";3;V".repeat(9) + ";siete;V" + ";3;V".repeat(14))
                .line("28;079;8;8;28079008_8_8;2019;01;18" + ";3;V".repeat(24)));
        assertThat(value("""
                        SELECT string_agg(to_char(a.period_start AT TIME ZONE 'UTC', 'DD HH24 ') || a.status, ', ' ORDER BY a.period_start)
                        FROM calima.series s JOIN calima.station t USING (station_id),
                             calima.absent_hours(s.series_id, '2019-01-01Z', '2019-01-17 01:00Z', '2019-03-01Z') a
                        WHERE t.code = '28079008' AND extract(hour FROM a.period_start AT TIME ZONE 'UTC') IN (8, 22, 23, 0)
                        """))
                .as(
                        "H10 of the 15th, 08:00 UTC, is refused; nobody brought the 16th; the file has the 17th of another station")
                .isEqualTo("15 08 rejected, 15 23 missing-by-us, 16 00 missing-by-us, 16 08 missing-by-us,"
                        + " 16 22 missing-by-us, 16 23 missing-at-source, 17 00 missing-at-source");
        assertThat(value("""
                        SELECT concat_ws(' ', t.code, p.code, r.period_start AT TIME ZONE 'UTC', r.field)
                        FROM calima.rejected_reading r JOIN calima.series s USING (series_id)
                        JOIN calima.station t USING (station_id) JOIN calima.parameter p USING (parameter_id)
                        """)).isEqualTo("28079008 no2 2019-01-15 08:00:00 H10");
    }

    @Test
    void everyRefusedHourCountsAlsoWhenItsSeriesIsNewInTheSameLine() throws Exception {
        load(new HourlyFile().line("28;079;8;8;28079008_8_8;2019;01;15;3;V" + ";siete;V".repeat(22) + ";3;V"));
        assertThat(value("SELECT count(*) || ' ' || string_agg(DISTINCT status, ',')"
                        + " FROM calima.absent_hours(1, '2019-01-14 23:00Z', '2019-01-15 23:00Z', '2019-03-01Z')"))
                .isEqualTo("22 rejected");
    }

    private void load(HourlyFile file) throws Exception {
        platform.get(IngestJob.class)
                .load(
                        "madrid-air-hourly",
                        List.of(file.write(folder.resolve("file.csv")).toString()),
                        false);
    }

    private String value(String query) {
        return platform.database().value(query);
    }
}
