package dev.calima.batch.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.TestDatabase;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half a year of Madrid, with both clock changes, against the means that the publisher gives and against what PostgreSQL
 * makes of the same hours by itself.
 */
class PublishedAggregatesTest {

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
        platform.get(AggregateJob.class).rebuild(false, false);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void aDayIsValidWhenThePublisherSaysSoAndItsMeanIsThePublished() throws Exception {
        List<PublishedDays.Day> published = new ArrayList<>();
        try (InputStream january = PublishedAggregatesTest.class.getResourceAsStream("/published/datos201901.csv.gz")) {
            published.addAll(PublishedDays.read(Objects.requireNonNull(january)));
        }
        if (Files.isDirectory(PublishedDays.FOLDER)) {
            PublishedDays.read("datos201812.CSV.gz").stream()
                    .filter(day -> day.isIn("2018-10", "2018-12"))
                    .forEach(published::add);
        }
        PublishedDays.Comparison comparison = PublishedDays.compare(platform.database(), published);
        assertThat(comparison.compared()).isGreaterThan(4600);
        assertThat(comparison.wrong()).isEmpty();
        assertThat(comparison.exactShare()).isGreaterThan(0.96);
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

    private static String value(String sql) {
        return platform.database().value(sql);
    }
}
