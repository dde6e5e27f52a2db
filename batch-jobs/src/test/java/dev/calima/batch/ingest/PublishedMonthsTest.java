package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Madrid's real months against the publisher's own figures. Takes every month of 2018 and 2019 where the development
 * data are at hand, and the months that ship with the project elsewhere.
 */
class PublishedMonthsTest {

    private static final Path ALL_MONTHS = Path.of("../../shared/data/madrid-air-hourly/semicolon-csv");
    private static final Path ALL_DAYS = Path.of("../../shared/data/madrid-air-daily");
    private static final int HOURS_FOR_A_MEAN = 18;

    @TempDir
    static Path folder;

    private static BatchTestContext platform;
    private static LoadOutcome outcome;

    @BeforeAll
    static void load() throws Exception {
        platform = BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder);
        outcome = platform.get(IngestJob.class)
                .load(
                        "madrid-air-hourly",
                        Files.isDirectory(ALL_MONTHS)
                                ? List.of(ALL_MONTHS + "/2018", ALL_MONTHS + "/2019")
                                : List.of(BatchTestContext.SHIPPED_CONFIG + "/samples/madrid-air-hourly"),
                        false);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void noLineAndNoValueIsRefused() {
        assertThat(outcome.rejectedByCode()).isEmpty();
        assertThat(outcome.refused()).isEmpty();
    }

    @Test
    void eachMonthHasTheValidHoursThatItsFileHas() throws Exception {
        Map<String, Long> expected = new TreeMap<>();
        for (String line : lines(PublishedMonthsTest.class.getResourceAsStream("/published/valid-cells.csv"))) {
            if (!line.startsWith("month")) {
                expected.put(line.split(",")[0], Long.valueOf(line.split(",")[1]));
            }
        }
        Map<String, Long> loaded = new TreeMap<>();
        query("""
                SELECT to_char(period_start AT TIME ZONE 'Europe/Madrid', 'YYYY-MM'), count(*) FILTER (WHERE validity > 0)
                FROM calima.observation GROUP BY 1
                """, row -> loaded.put(row.getString(1), row.getLong(2)));
        assertThat(loaded).hasSizeGreaterThanOrEqualTo(6);
        expected.keySet().retainAll(loaded.keySet());
        assertThat(loaded).isEqualTo(expected);
    }

    @Test
    void dailyMeansAgreeWithThePublishedDailyFiles() throws Exception {
        Map<String, double[]> ours = new HashMap<>();
        query("""
                SELECT s.code || '/' || r.parameter_id || '/' || (o.period_start AT TIME ZONE 'Europe/Madrid')::date,
                       avg(o.published_value) FILTER (WHERE o.validity > 0), count(*) FILTER (WHERE o.validity > 0)
                FROM calima.observation o JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)
                GROUP BY 1
                """, row -> ours.put(row.getString(1), new double[] {row.getDouble(2), row.getDouble(3)}));
        int compared = 0;
        int exact = 0;
        List<String> wrong = new ArrayList<>();
        for (String[] published : publishedDays()) {
            double[] mean = ours.get(published[0]);
            if (mean == null || mean[1] < HOURS_FOR_A_MEAN) {
                continue;
            }
            compared++;
            double last = lastDigit(published[1]);
            double distance = Math.abs(mean[0] - Double.parseDouble(published[1]));
            if (distance <= last / 2 + 1e-6) {
                exact++;
            } else if (distance > 1.5 * last + 1e-6) {
                wrong.add(published[0] + " published " + published[1] + ", ours " + mean[0]);
            }
        }
        assertThat(compared).isGreaterThan(4500);
        assertThat(wrong).isEmpty();
        assertThat((double) exact / compared).isGreaterThan(0.96);
    }

    /** Station, magnitude and date, and the published mean, of every valid day. */
    private static List<String[]> publishedDays() throws IOException {
        List<String[]> days = new ArrayList<>();
        List<InputStream> files = new ArrayList<>();
        files.add(PublishedMonthsTest.class.getResourceAsStream("/published/datos201901.csv.gz"));
        if (Files.isDirectory(ALL_DAYS)) {
            files.add(Files.newInputStream(ALL_DAYS.resolve("datos201812.CSV.gz")));
        }
        for (InputStream file : files) {
            for (String line : lines(new GZIPInputStream(file))) {
                String[] column = line.strip().split(";");
                if (column[0].equals("PROVINCIA")) {
                    continue;
                }
                for (int day = 1; day <= 31; day++) {
                    if (column[6 + 2 * day].equals("V")) { // D01 is column 7, V01 column 8
                        String key = String.format(
                                java.util.Locale.ROOT,
                                "28079%03d/%d/%s-%02d-%02d",
                                Integer.parseInt(column[2]),
                                Integer.parseInt(column[3]),
                                column[5],
                                Integer.parseInt(column[6]),
                                day);
                        days.add(new String[] {key, column[5 + 2 * day]});
                    }
                }
            }
        }
        return days;
    }

    private static double lastDigit(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 1 : Math.pow(10, -(number.length() - point - 1));
    }

    private static List<String> lines(InputStream in) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static void query(String sql, RowReader reader) throws SQLException {
        try (Connection connection = platform.database().admin().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                reader.read(row);
            }
        }
    }
}
