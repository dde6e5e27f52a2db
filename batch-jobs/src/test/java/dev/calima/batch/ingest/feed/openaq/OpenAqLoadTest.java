package dev.calima.batch.ingest.feed.openaq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.MendedLine;
import dev.calima.batch.ingest.RejectReplay;
import dev.calima.batch.ingest.UnknownRejectsException;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.sql.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAQ's files and pages in the database. The tests use different locations. */
class OpenAqLoadTest {

    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples");
    private static final Path EXPLORER = Path.of("../../shared/data/openaq/explorer-csv");
    private static final String HEADER = "location_id,sensors_id,location,datetime,lat,lon,parameter,units,value\n";

    @TempDir
    static Path folder;

    private static BatchTestContext platform;

    @BeforeAll
    static void start() {
        platform = BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, folder);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void theDayOfTheDocumentationInBothMannersOfQuoting() throws Exception {
        LoadOutcome outcome = load("openaq-archive", SAMPLES.resolve("openaq-archive"));
        assertThat(outcome.hasRejects()).isFalse();
        assertThat(sum(outcome, FileOutcome::linesRead)).isEqualTo(28);
        assertThat(value(
                        "SELECT concat_ws('|', n.code, s.code, s.name, kind, latitude, longitude) FROM calima.station s"
                                + " JOIN calima.network n USING (network_id) WHERE s.code = '2178'"))
                .isEqualTo("openaq|2178|Del Norte|unknown|35.1353|-106.584702");
        // the end of the first hour, 01:00 at -07:00, is 08:00 UTC; the values as printed
        assertThat(observations("2178", "pm10"))
                .isEqualTo("07:00=14 08:00=4 09:00=7 10:00=6 11:00=5 12:00=9 13:00=20 14:00=28 15:00=19 16:00=26"
                        + " 17:00=127 18:00=318 19:00=241 20:00=9");
        assertThat(value("SELECT count(*) FROM calima.observation_day d JOIN calima.series r USING (series_id)"
                        + " JOIN calima.station s USING (station_id) WHERE s.code = '2178'"
                        + " AND d.day = '2023-02-22'"))
                .isEqualTo("1");

        LoadOutcome page = load("openaq-api", SAMPLES.resolve("openaq-api"));
        assertThat(page.hasRejects()).isFalse();
        // 43 and 44 ppb of ozone by 1.9957 at 20 °C and 1013 mbar (UK-AIR)
        assertThat(number("SELECT value FROM calima.observation o JOIN calima.series r USING (series_id)"
                        + " WHERE r.parameter_id = 14 AND o.period_start = '2016-03-06 19:00Z'"))
                .isCloseTo(43 * 1.9957, withPercentage(0.1));
        assertThat(number("SELECT value FROM calima.observation o JOIN calima.series r USING (series_id)"
                        + " WHERE r.parameter_id = 14 AND o.period_start = '2016-03-06 20:00Z'"))
                .isCloseTo(44 * 1.9957, withPercentage(0.1));
    }

    @Test
    void hoursOfIndiaBeginAtTheHalfHourUtc() throws Exception {
        LoadOutcome outcome = loadText("location-8118-20260415.csv", """
                8118,23534,"New Delhi-8118","2026-04-15T01:00:00+05:30","28.63576","77.22445","pm25","µg/m³","71.0"
                8118,23534,"New Delhi-8118","2026-04-15T02:00:00+0530","28.63576","77.22445","pm25","µg/m³","72.0"
                8118,23534,"New Delhi-8118","2026-04-14T21:30:00Z","28.63576","77.22445","pm25","µg/m³","73.0"
                8118,99999,"New Delhi-8118","2026-04-15T01:00:00+05:30","28.63576","77.22445","pm25","µg/m³","500.0"
                8118,23535,"New Delhi-8118","2026-04-15T01:00:00+05:30","28.63576","77.22445","no2","ppb","21.5"
                """);
        assertThat(outcome.rejectedByCode()).isEqualTo(Map.of("second-sensor", 1));
        List<MendedLine> again =
                RejectReplay.asTheyAre(platform.get(LoadReader.class).rejected(outcome.loadId(), 10));
        assertThatThrownBy(() -> platform.get(RejectReplay.class).replay(again))
                .as("alone it would take the first sensor's place")
                .isInstanceOf(UnknownRejectsException.class)
                .hasMessageContaining("is of a second sensor")
                .hasMessageContaining("calima rejects discard");
        assertThat(observations("8118", "pm25")).isEqualTo("18:30=71 19:30=72 20:30=73");
        assertThat(value("SELECT r.step_minutes || ' ' || r.phase_minutes FROM calima.series r"
                        + " JOIN calima.station USING (station_id) WHERE code = '8118' AND parameter_id = 8"))
                .isEqualTo("60 30");
    }

    @Test
    void quarterHoursAndSentinelsAreKept() throws Exception {
        LoadOutcome outcome = loadText("location-11603-20251112.csv", """
                11603,12236360,"Chandni Chowk, Delhi - IITM","2025-11-12T14:30:00+05:30","28.656756","77.227234","pm10","µg/m³","834.0"
                11603,12236360,"Chandni Chowk, Delhi - IITM","2025-11-12T14:45:00+05:30","28.656756","77.227234","pm10","µg/m³","-999.0"
                11603,12236360,"Chandni Chowk, Delhi - IITM","2025-11-12T15:00:00+05:30","28.656756","77.227234","pm10","µg/m³","780.0"
                11603,12236361,"Chandni Chowk, Delhi - IITM","2025-11-12T14:30:00+05:30","28.656756","77.227234","pm2.5","µg/m³","500.0"
                """);
        assertThat(outcome.rejectedByCode()).isEqualTo(Map.of("unknown-parameter", 1));
        assertThat(observations("11603", "pm10")).isEqualTo("08:45=834 09:00=(-999) 09:15=780");
        assertThat(value("SELECT r.step_minutes || ' ' || r.phase_minutes FROM calima.series r"
                        + " JOIN calima.station USING (station_id) WHERE code = '11603'"))
                .isEqualTo("15 0");
    }

    @Test
    void aStationThatIsThereKeepsItsNameAndPlace() throws Exception {
        loadText("a.csv", "77,1,First name-77,2024-01-01T01:00:00Z,40.5,-3.5,pm25,µg/m³,1\n");
        platform.database().execute("UPDATE calima.station SET name = 'By hand', kind = 'rural' WHERE code = '77'");
        loadText("b.csv", "77,1,Second name-77,2024-01-01T02:00:00Z,41,-4,pm25,µg/m³,2\n");
        assertThat(value("SELECT concat_ws('|', name, kind, latitude) FROM calima.station WHERE code = '77'"))
                .isEqualTo("By hand|rural|40.5");
        assertThat(value("SELECT count(*) FROM calima.series JOIN calima.station USING (station_id) WHERE code = '77'"))
                .isEqualTo("1");
    }

    @Test
    void aCodeThatAnotherNetworkHasIsRefused() throws Exception {
        platform.database().execute("""
                INSERT INTO calima.network (code, name, country, time_zone, attribution, licence)
                VALUES ('elsewhere', 'E', 'ES', 'Europe/Madrid', 'E', 'E')
                """, """
                INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)
                SELECT network_id, '78', 'Theirs', 'traffic', 1, 1 FROM calima.network WHERE code = 'elsewhere'
                """);
        LoadOutcome outcome = loadText("c.csv", """
                78,1,Ours-78,2024-01-01T01:00:00Z,40.5,-3.5,pm25,µg/m³,1
                79,1,Other-79,2024-01-01T01:00:00Z,40.5,-3.5,pm25,µg/m³,1
                """);
        assertThat(outcome.rejectedByCode()).isEqualTo(Map.of("unknown-station", 1));
        assertThat(value("SELECT reason FROM calima.rejected_reading WHERE raw_text LIKE '78,%'"))
                .contains("a station of another network has this code");
    }

    @Test
    void aStationThatWasFoundInAChunkThatFailedIsFoundAgain() throws Exception {
        String lines = "80,1,Found-80,2024-01-01T01:00:00Z,40.5,-3.5,pm25,µg/m³,1\n";
        platform.database()
                .execute(
                        """
                CREATE FUNCTION calima.fail() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$
                """,
                        "CREATE TRIGGER fail BEFORE INSERT ON calima.observation_day EXECUTE FUNCTION calima.fail()");
        try {
            assertThatThrownBy(() -> loadText("d.csv", lines)).hasMessageContaining("the disk is full");
        } finally {
            platform.database().execute("DROP FUNCTION calima.fail CASCADE");
        }
        assertThat(observations("80", "pm25")).isEqualTo("null");
        assertThat(loadText("d.csv", lines).hasRejects()).isFalse();
        assertThat(value("SELECT count(*) FROM calima.station WHERE code = '80'"))
                .isEqualTo("1");
        assertThat(observations("80", "pm25")).isEqualTo("00:00=1");
    }

    @Test
    void aPageOfTheApiHasStationsUnderAnyClockButMakesNone() throws Exception {
        loadText(
                "location-8039-20250101.csv",
                "8039,1,Mumbai-8039,2025-01-01T05:00:00+05:30,19.07,72.88,pm25,µg/m³,98\n");
        String page = """
                {"results":[{"value":107.0,"parameter":{"name":"pm25","units":"\\u00b5g/m\\u00b3"},"period":{
                "datetimeFrom":{"utc":"2024-12-31T23:30:00Z"},"datetimeTo":{"utc":"2025-01-01T00:30:00Z"}}}]}
                """;
        LoadOutcome known = load("openaq-api", Files.writeString(folder.resolve("location-8039.json"), page));
        assertThat(known.hasRejects()).isFalse();
        assertThat(observations("8039", "pm25")).isEqualTo("22:30=98 23:30=107");
        assertThatThrownBy(
                        () -> load("openaq-api", Files.writeString(folder.resolve("location-8040.json"), page + " ")))
                .hasMessageContaining("max-rejected-share");
        assertThat(value("SELECT count(*) FROM calima.station WHERE code = '8040'"))
                .isEqualTo("0");
    }

    /** Real hours of Toronto, by way of the files that OpenAQ's explorer gives: every value, and its mean by hand. */
    @Test
    void realHoursInPpm() throws Exception {
        LoadOutcome outcome = load("openaq-archive", asArchive("1274950"));
        assertThat(outcome.hasRejects()).isFalse();
        assertThat(value("SELECT count(*) FROM calima.observation JOIN calima.series USING (series_id)"
                        + " JOIN calima.station USING (station_id) WHERE code = '1274950'"))
                .isEqualTo("5353");
        assertThat(value(
                        "SELECT string_agg(p.code || ' ' || n, ', ' ORDER BY p.code) FROM (SELECT parameter_id, count(*) n"
                                + " FROM calima.observation JOIN calima.series USING (series_id) JOIN calima.station USING (station_id)"
                                + " WHERE code = '1274950' GROUP BY 1) c JOIN calima.parameter p USING (parameter_id)"))
                .isEqualTo("co 740, no 779, no2 782, nox 782, o3 779, pm25 784, so2 707");
        assertThat(value(
                        "SELECT concat_ws(' ', min(period_start AT TIME ZONE 'UTC'), max(period_end AT TIME ZONE 'UTC'))"
                                + " FROM calima.observation JOIN calima.series USING (series_id) JOIN calima.station USING (station_id)"
                                + " WHERE code = '1274950'"))
                .isEqualTo("2025-09-01 00:00:00 2025-10-04 00:00:00");
    }

    @Test
    void realValuesOfALowCostSensor() throws Exception {
        LoadOutcome outcome = load("openaq-archive", asArchive("1612333"));
        assertThat(outcome.hasRejects()).isFalse();
        assertThat(value("SELECT concat_ws('|', o.published_value, p.unit) FROM calima.observation o"
                        + " JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)"
                        + " JOIN calima.parameter p USING (parameter_id)"
                        + " WHERE s.code = '1612333' AND p.code = 'pm1' AND o.period_start = '2025-09-01 00:00Z'"))
                .isEqualTo("3.25|µg/m³");
        assertThat(value("SELECT count(published_value) || '|' || (count(value) > 0.999 * count(published_value))"
                        + " FROM calima.observation JOIN calima.series USING (series_id)"
                        + " JOIN calima.station USING (station_id) WHERE code = '1612333'"))
                .as("every value is kept, and the rules speak against fewer than one in a thousand")
                .isEqualTo("3870|true");
    }

    @Test
    void aRealSensorWithMomentsOfItsOwnIsRefusedLineByLine() throws Exception {
        // all of its lines: such a load is refused whole
        assertThatThrownBy(() -> load("openaq-archive", asArchive("3145071")))
                .hasMessageContaining("of the first 501 lines 501 are refused");
        assertThat(value("SELECT string_agg(DISTINCT r.code, ',') FROM calima.rejected_reading r JOIN calima.raw_file f"
                        + " USING (raw_file_id) WHERE f.file_name LIKE 'location-3145071%'"))
                .isEqualTo("not-on-the-grid");
    }

    /** 332 values of 100 places, as version 1 of the API had them: odd names, one place without a place, -99, -4.2, 2016. */
    @Test
    void oddValuesThatWereReallyPublished() throws Exception {
        Path file = latestAsArchive();
        LoadOutcome outcome = load("openaq-archive", file);
        assertThat(sum(outcome, FileOutcome::linesRead)).isEqualTo(332);
        assertThat(outcome.rejectedByCode()).isEqualTo(Map.of("unknown-station", 2));
        assertThat(
                        value(
                                "SELECT string_agg(reason, ';') FROM calima.rejected_reading r WHERE load_id = "
                                        + outcome.loadId()
                                        + " AND line_no = (SELECT min(line_no) FROM calima.rejected_reading WHERE load_id = r.load_id)"))
                .contains("the line tells no place of it");
        String ofTheFile = " FROM calima.observation JOIN calima.series r USING (series_id)"
                + " JOIN calima.station s USING (station_id) WHERE s.code LIKE '5001%'";
        assertThat(value("SELECT count(*)" + ofTheFile)).isEqualTo("330");
        assertThat(value("SELECT string_agg(n, ' ') FROM (SELECT step_minutes || ':' || count(*) AS n" + ofTheFile
                        + " GROUP BY step_minutes ORDER BY step_minutes) AS steps"))
                .as("five values of one place were reported at a quarter to the hour")
                .isEqualTo("15:5 60:325");
        assertThat(value("SELECT string_agg(value::text, ',')" + ofTheFile + " AND published_value < 0"))
                .as("below zero and believed")
                .isEqualTo("-4.2");
        assertThat(value("SELECT count(*) FROM calima.station WHERE code LIKE '5001%' AND name ~ '^ | $'"))
                .isEqualTo("0");

        // the place is listed by hand: now its two values are kept, and used by nobody
        platform.database()
                .execute("INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)"
                        + " SELECT network_id, (SELECT split_part(raw_text, ',', 1) FROM calima.rejected_reading WHERE load_id = "
                        + outcome.loadId() + " LIMIT 1), 'Folkungagatan', 'traffic', 59.31, 18.07 FROM calima.network"
                        + " WHERE code = 'openaq'");
        assertThat(platform.get(IngestJob.class)
                        .load("openaq-archive", List.of(file.toString()), true)
                        .hasRejects())
                .isFalse();
        assertThat(value("SELECT string_agg(published_value || ' ' || coalesce(value::text, 'unused'), ',')" + ofTheFile
                        + " AND s.name = 'Folkungagatan'"))
                .isEqualTo("-99 unused,-99 unused");
    }

    private static Path latestAsArchive() throws IOException {
        Path file = Path.of("../../shared/data/openaq/api-v1/v1-latest-limit100.json");
        Assumptions.assumeTrue(Files.exists(file), "the development data are not at hand");
        StringBuilder archive = new StringBuilder(HEADER);
        int place = 500_100;
        for (JsonNode result : new JsonMapper().readTree(Files.readString(file)).get("results")) {
            int sensor = 0;
            for (JsonNode one : result.get("measurements")) {
                archive.append(String.format(
                        Locale.ROOT,
                        "%d,%d%02d,\"%s-%d\",%s,%s,%s,%s,%s,%s%n",
                        place,
                        place,
                        sensor++,
                        result.get("location").asString().replace("\"", "\"\""),
                        place,
                        one.get("lastUpdated").asString(),
                        result.at("/coordinates/latitude").asString(""),
                        result.at("/coordinates/longitude").asString(""),
                        one.get("parameter").asString(),
                        one.get("unit").asString(),
                        one.get("value").asString()));
            }
            place++;
        }
        return Files.writeString(folder.resolve("latest.csv"), archive);
    }

    private static Path asArchive(String location) throws IOException {
        Path file = EXPLORER.resolve("openaq_location_" + location + "_measurments.csv.gz");
        Assumptions.assumeTrue(Files.exists(file), "the development data are not at hand");
        StringBuilder archive = new StringBuilder(HEADER);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] field = line.split(",");
                archive.append(String.join(
                                ",",
                                field[0],
                                "1" + field[2].hashCode(),
                                field[1],
                                field[6],
                                field[8],
                                field[9],
                                field[2],
                                field[4],
                                field[3]))
                        .append('\n');
            }
        }
        return Files.writeString(folder.resolve("location-" + location + "-20250901.csv"), archive);
    }

    private static LoadOutcome loadText(String name, String lines) throws Exception {
        return load("openaq-archive", Files.writeString(folder.resolve(name), HEADER + lines));
    }

    private static LoadOutcome load(String feed, Path path) throws Exception {
        return platform.get(IngestJob.class).load(feed, List.of(path.toString()), false);
    }

    private static long sum(LoadOutcome outcome, java.util.function.ToLongFunction<FileOutcome> count) {
        return outcome.files().stream().mapToLong(count).sum();
    }

    private static String observations(String station, String parameter) {
        return value("SELECT string_agg(to_char(period_start AT TIME ZONE 'UTC', 'HH24:MI') || '='"
                + " || coalesce(value::text, '(' || published_value || ')'), ' ' ORDER BY period_start)"
                + " FROM calima.observation JOIN calima.series USING (series_id) JOIN calima.station USING (station_id)"
                + " JOIN calima.parameter p USING (parameter_id) WHERE station.code = '" + station + "' AND p.code = '"
                + parameter + "'");
    }

    private static double number(String query) {
        return Double.parseDouble(value(query));
    }

    private static String value(String query) {
        return platform.database().value(query);
    }
}
