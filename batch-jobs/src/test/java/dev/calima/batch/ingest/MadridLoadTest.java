package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.load.FileOutcome;
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
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Madrid's files of every age in the database, against what others have read of them and against each other. */
class MadridLoadTest {

    private static final Path DEVELOPMENT_DATA = Path.of("../../shared/data");
    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples");
    private static final Path LAYOUTS = SAMPLES.resolve("madrid-air-hourly-layouts");
    private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

    /** What is stored, but for times and keys of files. */
    private static final String CONTENT =
            "SELECT md5(string_agg(concat_ws('/', series_id, day, flags, values), ',' ORDER BY series_id, day)) FROM calima.observation_day";

    private static final String REVISIONS = """
            SELECT coalesce(string_agg(DISTINCT s.code || ' ' || p.code || ' ' || old_validity || ' to ' || new_validity, ', '), 'none')
                   || ' ' || count(*)
            FROM calima.observation_revision r JOIN calima.series USING (series_id) JOIN calima.station s USING (station_id)
            JOIN calima.parameter p USING (parameter_id)
            """;

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
    void codesOfBefore2011LeadToTheStationsOfTodayAndTheMeanIsLeftOut() throws Exception {
        Path file = LAYOUTS.resolve("ene_mo10.excerpt.txt.gz");
        FileOutcome outcome = load("madrid-air-hourly", file);
        List<String> lines = lines(Files.newInputStream(file));
        long ofTheMean =
                lines.stream().filter(line -> line.startsWith("28079099")).count();
        long valid = lines.stream()
                .filter(line -> !line.startsWith("28079099"))
                .mapToLong(
                        line -> line.substring(20).chars().filter(c -> c == 'V').count())
                .sum();
        assertThat(outcome.linesIgnored()).isEqualTo(ofTheMean).isPositive();
        assertThat(outcome.linesRejected()).isZero();
        assertThat(value("SELECT count(*) FROM calima.observation WHERE validity = 1"))
                .isEqualTo(String.valueOf(valid));
        assertThat(value("""
                        SELECT string_agg(DISTINCT code, ' ') FROM calima.station JOIN calima.series USING (station_id)
                        """))
                .as("003 is 035 since 2011; 026 was closed in January 2010")
                .isEqualTo("28079026 28079027 28079035 28079058");
    }

    @Test
    void march2011IsWhatSomebodyElseHasReadOfItHourByHour() throws Exception {
        FileOutcome outcome = load("madrid-air-hourly", LAYOUTS.resolve("mar_mo11.excerpt.txt.gz"));
        InputStream excerpt = getClass().getResourceAsStream("/published/hourly_data_11_3.excerpt.csv.gz");
        int madeUp = assertEqual(YearMonth.of(2011, 3), Objects.requireNonNull(excerpt));
        assertThat(outcome.cellsRejected())
                .as("the hour that the clock change left out, marked valid that year")
                .isEqualTo(madeUp)
                .isEqualTo(16);
    }

    @Test
    void all2011IsWhatSomebodyElseHasReadOfItHourByHour() throws Exception {
        Path files = DEVELOPMENT_DATA.resolve("madrid-air-hourly/fixed-width/2011");
        assumeTrue(Files.isDirectory(files), "the development data are not here");
        LoadOutcome outcome = platform.get(IngestJob.class).load("madrid-air-hourly", List.of(files.toString()), false);
        int madeUp = 0;
        for (int month = 1; month <= 12; month++) {
            madeUp += assertEqual(
                    YearMonth.of(2011, month),
                    Files.newInputStream(DEVELOPMENT_DATA.resolve(
                            "madrid-air-hourly/third-party-long/2011/hourly_data_11_" + month + ".csv.gz")));
        }
        assertThat(madeUp).isEqualTo(128);
        assertThat(outcome.rejectedByCode()).containsExactly(Map.entry("hour-does-not-exist", 128));
    }

    @Test
    void theFileOfTheMonthCorrectsTheDaySoFarAndNotTheOtherWayRound() throws Exception {
        Path soFar = SAMPLES.resolve("madrid-air-realtime/2018-11-30T11.excerpt.txt.gz");
        Path month = LAYOUTS.resolve("nov_mo18.excerpt.txt.gz");
        load("madrid-air-realtime", soFar);
        assertThat(value("SELECT count(*) || ' ' || max(period_end AT TIME ZONE 'UTC') FROM calima.observation"))
                .as("29 series, 11 hours: what is not over yet is not there")
                .isEqualTo("319 2018-11-30 10:00:00");
        FileOutcome corrected = load("madrid-air-hourly", month);
        assertThat(corrected.merged().valuesRevised()).isEqualTo(11);
        assertThat(value(REVISIONS)).isEqualTo("28079018 pm10 1 to -1 11");
        String content = value(CONTENT);
        FileOutcome late =
                load("madrid-air-realtime", SAMPLES.resolve("madrid-air-realtime/2018-11-30T11.excerpt.txt.gz"), true);
        assertThat(late.merged().valuesRevised() + late.merged().valuesInserted())
                .isZero();
        assertThat(value(CONTENT)).isEqualTo(content);
    }

    @Test
    void theWholeDaySoFarIsCorrectedByTheWholeMonthInElevenHours() throws Exception {
        assumeTrue(Files.isDirectory(DEVELOPMENT_DATA), "the development data are not here");
        load("madrid-air-realtime", DEVELOPMENT_DATA.resolve("madrid-air-realtime/2018-11-30T11/horario.txt"));
        load("madrid-air-hourly", DEVELOPMENT_DATA.resolve("madrid-air-hourly/comma-txt/2018/nov_mo18.txt.gz"));
        assertThat(value(REVISIONS)).isEqualTo("28079018 pm10 1 to -1 11");
    }

    @Test
    void twoStatesOfADayAndItsMonthContradictEachOtherInNothing() throws Exception {
        load("madrid-air-realtime", SAMPLES.resolve("madrid-air-realtime/2019-03-02T15.csv.gz"));
        load("madrid-air-realtime", SAMPLES.resolve("madrid-air-realtime/2019-03-02T21.csv.gz"));
        FileOutcome month = load("madrid-air-hourly", SAMPLES.resolve("madrid-air-hourly/mar_mo19.csv.gz"));
        assertThat(month.merged().valuesRevised()).isZero();
        assertThat(value(REVISIONS)).isEqualTo("none 0");
    }

    @Test
    void roundedOzoneIsNoCorrection() throws Exception {
        load("madrid-air-hourly", LAYOUTS.resolve("nov_mo18.excerpt.csv.gz"));
        String ozone = "SELECT count(*) FROM calima.observation JOIN calima.series USING (series_id)"
                + " WHERE parameter_id = 14 AND published_value <> round(published_value::numeric)";
        String decimals = value(ozone);
        assertThat(Integer.parseInt(decimals)).isPositive();
        assertThat(load("madrid-air-hourly", LAYOUTS.resolve("nov_mo18.excerpt.txt.gz"))
                        .merged()
                        .valuesRevised())
                .isZero();
        assertThat(value(ozone)).isEqualTo(decimals);
    }

    @Test
    void hourlyWeatherIsInTheLayoutOfTheAir() throws Exception {
        load("madrid-weather-hourly", SAMPLES.resolve("madrid-weather-hourly/ene_meteo20.excerpt.csv"));
        FileOutcome spring =
                load("madrid-weather-hourly", SAMPLES.resolve("madrid-weather-hourly/mar_meteo19.excerpt.csv"));
        assertThat(spring.linesRejected() + spring.cellsRejected()).isZero();
        assertThat(value("""
                        SELECT string_agg(p.code || ' ' || o.value || ' ' || p.unit, ', ' ORDER BY p.parameter_id)
                        FROM calima.observation o JOIN calima.series USING (series_id) JOIN calima.parameter p USING (parameter_id)
                        WHERE o.period_start = '2019-12-31 23:00Z'
                        """))
                .isEqualTo(
                        "wind_speed 0.32 m/s, wind_direction 35 °, temperature 2.8 °C, humidity 82 %, pressure 950 hPa, solar_radiation 0 W/m²");
        assertThat(value("SELECT min(value) FROM calima.observation JOIN calima.series USING (series_id)"
                        + " WHERE parameter_id = 83"))
                .isEqualTo("-1.7");
        assertThat(
                        value(
                                "SELECT count(*) FROM calima.observation JOIN calima.series USING (series_id)"
                                        + " WHERE parameter_id = 87 AND period_start >= '2019-03-30 23:00Z' AND period_start < '2019-03-31 22:00Z'"))
                .as("23 hours on the day of the spring change")
                .isEqualTo("23");
    }

    /**
     * Compares what is stored of a local month with what somebody else has read of its file.
     *
     * @return hours that he has and that no clock has shown
     */
    private int assertEqual(YearMonth month, InputStream thirdParty) throws Exception {
        Map<String, Float> expected = new HashMap<>();
        int madeUp = 0;
        for (String line : lines(thirdParty)) {
            String[] column = line.split(",", -1);
            if (column[0].equals("day")) {
                continue;
            }
            LocalDateTime start =
                    month.atDay(Integer.parseInt(column[0])).atStartOfDay().plusHours(Integer.parseInt(column[1]) - 1L);
            if (MADRID.getRules().getValidOffsets(start).isEmpty()) {
                madeUp++;
                continue;
            }
            String key = column[2] + "/" + Integer.parseInt(column[3]) + "/"
                    + start.atZone(MADRID).toEpochSecond();
            expected.put(key, column[4].isEmpty() ? 0f : Float.parseFloat(column[4]));
        }
        Map<String, Float> stored = new HashMap<>();
        try (Connection connection = platform.database().admin().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(String.format(
                        Locale.ROOT, """
                        SELECT s.code || '/' || r.parameter_id || '/' || extract(epoch FROM o.period_start)::bigint, o.published_value
                        FROM calima.observation o JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)
                        WHERE o.validity = 1 AND o.period_start >= '%s'::timestamp AT TIME ZONE 'Europe/Madrid'
                          AND o.period_start < '%s'::timestamp AT TIME ZONE 'Europe/Madrid'
                        """, month.atDay(1), month.plusMonths(1).atDay(1)))) {
            while (row.next()) {
                stored.put(row.getString(1), row.getFloat(2));
            }
        }
        assertThat(stored).hasSameSizeAs(expected);
        assertThat(stored.entrySet().stream().filter(entry -> !entry.getValue().equals(expected.get(entry.getKey()))))
                .as("hours of %s that differ", month)
                .isEmpty();
        return madeUp;
    }

    private FileOutcome load(String feed, Path file) throws Exception {
        return load(feed, file, false);
    }

    private FileOutcome load(String feed, Path file, boolean again) throws Exception {
        LoadOutcome outcome = platform.get(IngestJob.class).load(feed, List.of(file.toString()), again);
        assertThat(outcome.refused()).isEmpty();
        return outcome.files().getFirst();
    }

    private static List<String> lines(InputStream packed) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(packed), StandardCharsets.UTF_8))) {
            return Arrays.asList(reader.lines().toArray(String[]::new));
        }
    }

    private String value(String query) {
        return platform.database().value(query);
    }
}
