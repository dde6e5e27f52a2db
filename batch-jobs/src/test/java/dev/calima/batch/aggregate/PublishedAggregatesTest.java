package dev.calima.batch.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
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
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half a year of Madrid, with both clock changes, against the means that the publisher gives and against what PostgreSQL
 * makes of the same hours by itself.
 */
class PublishedAggregatesTest {

    private static final Path ALL_DAYS = Path.of("../../shared/data/madrid-air-daily");

    @TempDir
    static Path folder;

    private static BatchTestContext platform;

    @BeforeAll
    static void load() throws Exception {
        platform = BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder);
        platform.get(IngestJob.class)
                .load(
                        "madrid-air-hourly",
                        List.of(BatchTestContext.SHIPPED_CONFIG + "/samples/madrid-air-hourly"),
                        false);
        platform.get(AggregateJob.class).rebuild(true, false);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aDayIsValidWhenThePublisherSaysSoAndItsMeanIsThePublished() throws Exception {
        Map<String, float[]> ours = new HashMap<>();
        query("""
                SELECT s.code || '/' || r.parameter_id || '/' || a.day, a.avg, a.valid::integer
                FROM calima.aggregate_day a JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)
                WHERE a.month BETWEEN '2018-10-01' AND '2019-03-01'
                """, row -> ours.put(row.getString(1), new float[] {row.getFloat(2), row.getInt(3)}));
        int compared = 0;
        int exact = 0;
        List<String> wrong = new ArrayList<>();
        for (Published day : publishedDays()) {
            float @Nullable [] mean = ours.get(day.key());
            if (mean == null) {
                if (day.valid() && day.isIn("2018-10", "2019-03")) {
                    wrong.add(day + " is not there");
                }
                continue;
            }
            compared++;
            if (day.valid() != (mean[1] == 1)) {
                wrong.add(day + " valid: " + mean[1]);
            } else if (day.valid()) {
                double last = lastDigit(day.value());
                double distance = Math.abs(mean[0] - Double.parseDouble(day.value()));
                exact += distance <= last / 2 + 1e-5 ? 1 : 0;
                if (distance > 1.5 * last + 1e-5) {
                    wrong.add(day + " ours " + mean[0]);
                }
            } else {
                exact++;
            }
        }
        assertThat(compared).isGreaterThan(4600);
        assertThat(wrong).isEmpty();
        assertThat((double) exact / compared).isGreaterThan(0.96);
    }

    @Test
    void daysAreWhatPostgresqlMakesOfTheirHours() throws Exception {
        assertThat(value("""
                SELECT count(*) || ' days, ' || count(*) FILTER (WHERE a.observed_count IS DISTINCT FROM coalesce(h.n, 0)
                  OR abs(a.avg - h.avg) > 1e-5 * greatest(1, abs(h.avg)) OR (a.avg IS NULL) <> (h.n IS NULL)
                  OR a.min IS DISTINCT FROM h.min OR a.max IS DISTINCT FROM h.max
                  OR a.expected_count <> extract(epoch FROM (a.day + 1)::timestamp AT TIME ZONE 'Europe/Madrid' - a.day::timestamp AT TIME ZONE 'Europe/Madrid') / 3600) || ' differ'
                FROM calima.aggregate_day a
                LEFT JOIN (
                  SELECT series_id, (period_start AT TIME ZONE 'Europe/Madrid')::date AS day, count(value) AS n, avg(value) AS avg, min(value) AS min, max(value) AS max
                  FROM calima.observation WHERE value IS NOT NULL GROUP BY 1, 2) h USING (series_id, day)
                """)).matches("2[78]\\d{3} days, 0 differ");
        assertThat(
                        value(
                                "SELECT string_agg(DISTINCT expected_count || ' on ' || day, ', ' ORDER BY expected_count || ' on ' || day) FROM calima.aggregate_day WHERE expected_count <> 24"))
                .isEqualTo("23 on 2019-03-31, 25 on 2018-10-28");
    }

    @Test
    void monthsAndYearsAreWhatPostgresqlMakesOfTheirHours() throws Exception {
        for (String period : List.of("month", "year")) {
            assertThat(value("""
                    SELECT count(*) FILTER (WHERE a.observed > 0) || ' rows, ' || count(*) FILTER (WHERE h.n IS DISTINCT FROM nullif(a.observed, 0)
                      OR greatest(abs(a.avg - h.avg), abs(a.sd - h.sd), abs(a.q02 - h.q[1]), abs(a.q25 - h.q[2]), abs(a.median - h.q[3]), abs(a.q75 - h.q[4]),
                                  abs(a.q98 - h.q[5])) > 1e-5 * greatest(1, h.max) OR a.min IS DISTINCT FROM h.min OR a.max IS DISTINCT FROM h.max) || ' differ'
                    FROM calima.aggregate_period a
                    LEFT JOIN (
                      SELECT series_id, date_trunc('PERIOD', period_start AT TIME ZONE 'Europe/Madrid')::date AS starts_on, count(*) AS n, avg(value) AS avg,
                             stddev_samp(value::double precision) AS sd, min(value) AS min, max(value) AS max,
                             percentile_cont(ARRAY[0.02, 0.25, 0.5, 0.75, 0.98]) WITHIN GROUP (ORDER BY value) AS q
                      FROM calima.observation WHERE value IS NOT NULL GROUP BY 1, 2) h USING (series_id, starts_on)
                    WHERE a.period = 'PERIOD'
                    """.replace("PERIOD", period)))
                    .matches(period.equals("month") ? "90\\d rows, 0 differ" : "30\\d rows, 0 differ");
        }
    }

    @Test
    void running8HourMeansAreWhatPostgresqlMakesOfTheHours() throws Exception {
        assertThat(value("""
                WITH hour AS (
                  SELECT o.series_id, o.period_end, o.value FROM calima.observation o JOIN calima.series r USING (series_id)
                  JOIN calima.parameter p USING (parameter_id)
                  WHERE p.code IN ('o3', 'co') AND o.period_start >= '2018-10-20Z' AND o.period_start < '2018-11-10Z' AND o.value IS NOT NULL
                ), ends AS (
                  SELECT series_id, period_end + make_interval(hours => h) AS window_end FROM hour CROSS JOIN generate_series(0, 7) h GROUP BY 1, 2
                ), windows AS (
                  SELECT e.series_id, e.window_end, avg(h.value) AS mean
                  FROM ends e JOIN hour h ON h.series_id = e.series_id AND h.period_end > e.window_end - interval '8 h' AND h.period_end <= e.window_end
                  GROUP BY 1, 2 HAVING count(*) >= 6
                ), days AS (
                  SELECT series_id, ((window_end - interval '1 s') AT TIME ZONE 'Europe/Madrid')::date AS day, max(mean) AS mean, count(*) AS n
                  FROM windows GROUP BY 1, 2
                )
                SELECT count(*) || ' days, ' || count(*) FILTER (WHERE abs(a.max_8h - d.mean) > 1e-4 OR a.max_8h IS NULL OR NOT a.max_8h_valid AND d.n >= 19) || ' differ'
                FROM days d JOIN calima.aggregate_day a USING (series_id, day) WHERE day BETWEEN '2018-10-22' AND '2018-11-08'
                """)).matches("4\\d\\d days, 0 differ");
    }

    @Test
    void exceedancesAreWhatPostgresqlCounts() throws Exception {
        assertThat(value("""
                SELECT count(*) || ' counts, ' || count(*) FILTER (WHERE e.exceedances IS DISTINCT FROM coalesce(h.n, 0)) || ' differ, most ' || max(e.exceedances)
                FROM calima.exceedance_year e
                LEFT JOIN (
                  SELECT series_id, extract(year FROM period_start AT TIME ZONE 'Europe/Madrid')::smallint AS year, count(*) AS n
                  FROM calima.observation WHERE value > 200 GROUP BY 1, 2) h USING (series_id, year)
                WHERE e.standard = 'eu-2008-50' AND e.parameter = 'no2' AND e.averaging = 'hour' AND e.kind = 'limit' AND e.year BETWEEN 2018 AND 2019
                """)).matches("48 counts, 0 differ, most [1-9]\\d*");
        assertThat(value("""
                SELECT count(*) FILTER (WHERE i.band IS DISTINCT FROM h.band) || ' of ' || (count(*) > 4000) || ' differ'
                FROM calima.index_day i
                JOIN (
                  SELECT r.station_id, (o.period_start AT TIME ZONE 'Europe/Madrid')::date AS day, max(1 + (SELECT count(*) FROM unnest(b.upper_bounds) u WHERE o.value > u)) AS band
                  FROM calima.observation o JOIN calima.series r USING (series_id)
                  JOIN calima.index_bound b ON b.parameter_id = r.parameter_id AND b.air_quality_index_id = 1
                  WHERE o.value IS NOT NULL GROUP BY 1, 2) h USING (station_id, day)
                WHERE i.index_code = 'eaqi:2024'
                """)).isEqualTo("0 of true differ");
    }

    /** A day of the published file. */
    private record Published(String key, String value, boolean valid) {

        boolean isIn(String firstMonth, String lastMonth) {
            String month = key.substring(key.length() - 10, key.length() - 3);
            return month.compareTo(firstMonth) >= 0 && month.compareTo(lastMonth) <= 0;
        }
    }

    private static List<Published> publishedDays() throws IOException {
        List<Published> days = new ArrayList<>();
        List<InputStream> files = new ArrayList<>();
        files.add(PublishedAggregatesTest.class.getResourceAsStream("/published/datos201901.csv.gz"));
        if (Files.isDirectory(ALL_DAYS)) {
            files.add(Files.newInputStream(ALL_DAYS.resolve("datos201812.CSV.gz")));
        }
        for (InputStream file : files) {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8))) {
                lines.lines().skip(1).map(line -> line.strip().split(";")).forEach(column -> addDays(column, days));
            }
        }
        return days;
    }

    private static void addDays(String[] column, List<Published> days) {
        YearMonth month = YearMonth.of(Integer.parseInt(column[5]), Integer.parseInt(column[6]));
        for (int day = 1; day <= month.lengthOfMonth(); day++) {
            String key = String.format(
                    Locale.ROOT,
                    "28079%03d/%d/%s",
                    Integer.parseInt(column[2]),
                    Integer.parseInt(column[3]),
                    month.atDay(day));
            days.add(new Published(key, column[5 + 2 * day], column[6 + 2 * day].equals("V")));
        }
    }

    private static double lastDigit(String number) {
        int point = number.indexOf('.');
        return point < 0 ? 1 : Math.pow(10, -(number.length() - point - 1));
    }

    private static String value(String sql) {
        return platform.database().value(sql);
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
