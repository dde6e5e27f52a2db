package dev.calima.batch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.forecasting.Series;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of fault, planted into two real months: each is flagged or refused with the right code, next to nothing else is, and
 * daily means and what a training reads are those of the same months without these hours.
 */
@Timeout(180)
class PlantedFaultsTest {

    private static final String FEED = "madrid-air-hourly";
    private static final List<String> MONTHS = List.of("feb_mo19.csv.gz", "mar_mo19.csv.gz");
    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples/" + FEED);
    private static final Clock NOON = Clock.fixed(Instant.parse("2019-04-01T12:00:00Z"), ZoneOffset.UTC);
    private static final int OF_EACH = 60;
    private static final String NO2 = "28079008 8";
    private static final String CO = "28079008 6";

    @TempDir
    Path folder;

    @Test
    void allAreCaughtAndNothingThatIsComputedFeelsThem() throws Exception {
        PlantedFaults faults = new PlantedFaults(SAMPLES, MONTHS, 20190401);
        plant(faults);
        try (BatchTestContext faulty = load(faults.write(folder.resolve("faulty"), true));
                BatchTestContext without = load(faults.write(folder.resolve("without"), false))) {
            everyPlantedHourIsCaught(faults, faulty.database());
            everyPlantedLineIsAccountedFor(faulty.database());
            assertThat(
                            numbers(
                                    faulty.database(),
                                    "SELECT concat_ws(' ', series_id, day), avg FROM calima.aggregate_day WHERE observed_count > 0"))
                    .as("daily means")
                    .isEqualTo(
                            numbers(
                                    without.database(),
                                    "SELECT concat_ws(' ', series_id, day), avg FROM calima.aggregate_day WHERE observed_count > 0"));
            trainingReadsTheSame(faulty, without);
        }
    }

    private static void plant(PlantedFaults faults) {
        List<PlantedFaults.Cell> stuck = faults.stretch("28079004 8", LocalDate.of(2019, 2, 3), 500);
        stuck.forEach(cell -> faults.plant(cell, "47", "stuck"));
        for (PlantedFaults.Cell cell : faults.stretch(NO2, LocalDate.of(2019, 2, 5), 40)) {
            faults.plant(cell, text(cell.line().value(cell.hour()) / 1913), "unit"); // ppm
        }
        for (PlantedFaults.Cell cell : faults.stretch(CO, LocalDate.of(2019, 2, 12), 30)) {
            faults.plant(cell, text(cell.line().value(cell.hour()) * 1000), "unit"); // µg/m³
        }
        faults.leaveAlone("28079008 14");
        for (int i = 0; i < OF_EACH; i++) {
            PlantedFaults.Cell ppm = faults.next(Set.of(8));
            faults.plant(ppm, text(ppm.line().value(ppm.hour()) / 1913), "unit"); // one hour
            faults.plant(faults.next(Set.of()), List.of("-999", "-99", "-9999").get(i % 3), "sentinel");
            faults.plant(faults.next(Set.of()), i % 2 == 0 ? "-9.999" : "9.999", "sentinel");
            faults.plant(faults.next(Set.of()), i % 2 == 0 ? "99999" : "123456789", "implausible");
            faults.plant(
                    faults.next(Set.of()),
                    List.of("1e308", "1" + "0".repeat(308), "-1e308", "1e-308").get(i % 4),
                    "not-a-number");
            faults.plant(
                    faults.next(Set.of()),
                    List.of("NaN", "Inf", "-Infinity", "nan", "null", "0x1p3").get(i % 6),
                    "not-a-number");
            PlantedFaults.Cell spike = faults.next(Set.of(8, 10, 14));
            double higher =
                    Math.max(spike.line().value(spike.hour() - 1), spike.line().value(spike.hour() + 1));
            faults.plant(spike, text(Math.rint(higher * 5 + 100)), "spike");
        }
        PlantedFaults.Line line = faults.line("28079008 14", LocalDate.of(2019, 3, 20));
        faults.add(MONTHS.get(1), Collections.nCopies(3703, line.text()));
        faults.add(
                MONTHS.get(1),
                List.of(
                        line.text(LocalDate.of(2019, 4, 2), "33;V"), // tomorrow
                        line.text(LocalDate.of(2019, 4, 20), "33;V"),
                        line.text(LocalDate.of(2099, 1, 1), "33;V"),
                        line.text(LocalDate.of(1970, 1, 1), "33;V")));
        faults.add(
                MONTHS.get(0), List.of(line.text(LocalDate.of(2019, 3, 21), "333.3;V"))); // that month says otherwise
        PlantedFaults.Line twice = faults.line("28079008 14", LocalDate.of(2019, 3, 22));
        faults.add(MONTHS.get(1), List.of(twice.text(LocalDate.of(2019, 3, 22), "333.3;V"), twice.text()));
    }

    private static void everyPlantedHourIsCaught(PlantedFaults faults, TestDatabase database) throws SQLException {
        Map<String, String> caught = new HashMap<>();
        try (Connection connection = database.admin().connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("""
                    SELECT t.code || ' ' || s.parameter_id || ' ' || to_char(o.period_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                           (SELECT string_agg(r.code, ' ' ORDER BY bit) FROM calima.quality_rule r
                            WHERE r.version = o.rules_version AND r.bit & o.quality <> 0)
                    FROM calima.observation o JOIN calima.series s USING (series_id) JOIN calima.station t USING (station_id)
                    WHERE o.quality <> 0""")) {
                while (rows.next()) {
                    caught.put(rows.getString(1), rows.getString(2));
                }
            }
            try (ResultSet rows = statement.executeQuery("""
                    SELECT '28079' || lpad(p[3], 3, '0') || ' ' || p[4] || ' '
                           || to_char((make_date(p[6]::int, p[7]::int, p[8]::int) + (substr(field, 2)::int - 1) * interval '1 hour')
                                        AT TIME ZONE 'Europe/Madrid' AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), code
                    FROM calima.rejected_reading, string_to_array(raw_text, ';') p WHERE field ~ '^H\\d\\d$'""")) {
                while (rows.next()) {
                    caught.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        Map<String, String> missed = new HashMap<>();
        faults.expected.forEach((hour, code) -> {
            if (!List.of(caught.getOrDefault(hour, "none").split(" ")).contains(code)) {
                missed.put(hour, code + ", but was " + caught.get(hour));
            }
        });
        assertThat(missed).as("planted and not caught").isEmpty();
        long future = caught.values().stream().filter("future"::equals).count();
        assertThat(future).as("hours of tomorrow").isEqualTo(24);
        caught.keySet().removeAll(faults.expected.keySet());
        long untouched = Long.parseLong(database.value("SELECT count(*) FROM calima.observation"));
        assertThat(caught.size() - future).as("false flags %s", caught).isLessThan(untouched / 1000);
    }

    private static void everyPlantedLineIsAccountedFor(TestDatabase database) {
        assertThat(database.value(
                        "SELECT string_agg(code || ' ' || n, ', ' ORDER BY code) FROM (SELECT code, count(*) AS n"
                                + " FROM calima.rejected_reading WHERE field !~ '^H' GROUP BY code) c"))
                .isEqualTo("contradicts-itself 48, date-out-of-range 3");
        assertThat(database.value("SELECT sum(lines_unchanged) >= 3703 FROM calima.load_file"))
                .isEqualTo("t");
        assertThat(database.value(
                        "SELECT count(*) FROM calima.load_file WHERE lines_read <> lines_loaded + lines_revised"
                                + " + lines_unchanged + lines_rejected + lines_ignored"))
                .isEqualTo("0");
    }

    private static void trainingReadsTheSame(BatchTestContext faulty, BatchTestContext without) {
        List<TrainingSeries> all = without.get(HistoryReader.class).listSeries();
        assertThat(faulty.get(HistoryReader.class).listSeries().stream().map(TrainingSeries::seriesId))
                .isEqualTo(all.stream().map(TrainingSeries::seriesId).toList());
        for (TrainingSeries one : all) {
            Series expected = without.get(HistoryReader.class)
                    .history(one.seriesId())
                    .hours()
                    .trimmed();
            Series found = faulty.get(HistoryReader.class)
                    .history(one.seriesId())
                    .hours()
                    .trimmed();
            assertThat(found.start()).isEqualTo(expected.start());
            assertThat(found.toArray())
                    .as("%s %s", one.station(), one.parameter())
                    .containsExactly(expected.toArray(), within(1e-9));
        }
    }

    private BatchTestContext load(List<String> files) throws Exception {
        BatchTestContext platform = BatchTestContext.start(
                TestDatabase.create(),
                BatchTestContext.SHIPPED_CONFIG,
                folder,
                beans -> beans.registerBean(Clock.class, () -> NOON));
        platform.get(IngestJob.class).load(FEED, files, false);
        platform.get(AggregateJob.class).rebuild(false, false);
        return platform;
    }

    private static Map<String, Double> numbers(TestDatabase database, String query) throws SQLException {
        Map<String, Double> numbers = new HashMap<>();
        try (Connection connection = database.admin().connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.put(rows.getString(1), rows.getDouble(2));
            }
        }
        return numbers;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.5f", value);
    }
}
