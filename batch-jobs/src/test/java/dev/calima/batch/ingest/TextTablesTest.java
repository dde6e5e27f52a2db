package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feeds that are configuration alone: the example of the documentation, and whole published files against counts that were
 * taken of them apart from this project, where the development data are at hand.
 */
class TextTablesTest {

    private static final Path DATA = Path.of("../../shared/data");
    private static final Path EXAMPLE = Path.of("src/test/resources/examples/hourly_data_11_3.csv");

    @TempDir
    Path folder;

    @Test
    void theExampleOfTheDocumentationLoadsWhatItSays() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = withExample(database)) {
            LoadOutcome outcome =
                    platform.get(IngestJob.class).load("madrid-third-party-hourly", List.of(EXAMPLE.toString()), false);
            assertThat(outcome.refused()).isEmpty();
            assertThat(outcome.rejectedByCode())
                    .as("hour 3 of the spring change, which this file has made up, in both series")
                    .isEqualTo(Map.of("hour-does-not-exist", 2));
            assertThat(valueAt(database, "28079004", "no2", "2011-03-26 23:00"))
                    .as("27,1")
                    .isEqualTo("21");
            assertThat(valueAt(database, "28079004", "no2", "2011-03-27 00:00"))
                    .as("27,2")
                    .isEqualTo("22");
            assertThat(valueAt(database, "28079004", "no2", "2011-03-27 01:00"))
                    .as("27,4")
                    .isEqualTo("26");
            assertThat(valueAt(database, "28079024", "pm25", "2011-03-27 00:00"))
                    .as("an empty value stands for 0")
                    .isEqualTo("0");
            assertThat(database.value("SELECT count(*) FROM calima.observation"))
                    .as("145 lines less the two")
                    .isEqualTo("143");
        }
    }

    @Test
    void aFileWhoseNameTellsNothingIsRefusedWithTheReason() throws Exception {
        Path renamed = Files.copy(EXAMPLE, folder.resolve("march.csv"));
        try (BatchTestContext platform = withExample(TestDatabase.create())) {
            LoadOutcome outcome =
                    platform.get(IngestJob.class).load("madrid-third-party-hourly", List.of(renamed.toString()), false);
            assertThat(outcome.refused().getFirst().problem())
                    .contains("its name 'march.csv' does not match", "give it the publisher's name");
        }
    }

    @Test
    void everyProblemOfEveryFeedIsToldAtTheStart() throws Exception {
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        Path feeds = config.resolve("feeds");
        Files.writeString(
                feeds.resolve("beijing-prsa.yaml"),
                Files.readString(feeds.resolve("beijing-prsa.yaml"))
                        .replace("layout: wide", "layout: broad\n  colour: red"));
        Files.writeString(
                feeds.resolve("openweather-csv.yaml"),
                Files.readString(feeds.resolve("openweather-csv.yaml"))
                        .replace("format: long-csv", "format: short-csv"));
        assertThatThrownBy(() -> BatchTestContext.start(TestDatabase.create(), config, folder))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("feeds/beijing-prsa.yaml options: key 'layout' must be long")
                .hasMessageContaining("feeds/beijing-prsa.yaml options: unknown key 'colour'")
                .hasMessageContaining("feeds/openweather-csv.yaml: format 'short-csv' is none of");
    }

    @Test
    void oneMendedValueOfALineWithSeveralComesBackAlone() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = shipped(database)) {
            Path broken = Path.of("src/test/resources/feeds/beijing-prsa/broken.csv");
            platform.get(IngestJob.class).load("beijing-prsa", List.of(broken.toString()), false, 1.0);
            RejectedReading refused = refused(platform, 4, "PM2.5");
            Map<String, LoadOutcome> outcomes = platform.get(RejectReplay.class)
                    .replay(List.of(new MendedLine(
                            List.of(refused.id()), refused.rawText().replace(",x,", ",77,"))));
            assertThat(outcomes.values().iterator().next().rejectedByCode())
                    .as("the wind of that line is not mended and not asked for")
                    .isEmpty();
            assertThat(valueAt(database, "Dongsi", "pm25", "2013-03-01 16:00")).isEqualTo("77");
        }
    }

    @Test
    void aMendedHourOfAnAnswerComesBack() throws Exception {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = shipped(database)) {
            Path broken = Path.of("src/test/resources/feeds/open-meteo-weather/broken.json");
            platform.get(IngestJob.class).load("open-meteo-weather", List.of(broken.toString()), false, 1.0);
            RejectedReading refused = refused(platform, 3, "temperature_2m");
            platform.get(RejectReplay.class)
                    .replay(List.of(new MendedLine(
                            List.of(refused.id()), refused.rawText().replace("02:30", "02:00"))));
            assertThat(valueAt(database, "madrid-open-meteo", "temperature", "2024-04-01 01:00"))
                    .isEqualTo("8.7");
        }
    }

    /** The counts of missing values are those of the data set's description. */
    @Test
    void fourYearsOfBeijingHaveTheHoursThatTheirFileHas() throws Exception {
        Path file = DATA.resolve("beijing-hourly/PRSA_Data_Dongsi_20130301-20170228.csv.gz");
        assumeThat(file).exists();
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = shipped(database)) {
            LoadOutcome outcome = platform.get(IngestJob.class).load("beijing-prsa", List.of(file.toString()), false);
            assertThat(outcome.rejectedByCode()).isEmpty();
            assertThat(outcome.refused()).isEmpty();
        }
        Map<String, Integer> missing = Map.ofEntries(
                Map.entry("pm25", 750),
                Map.entry("pm10", 553),
                Map.entry("so2", 663),
                Map.entry("no2", 1601),
                Map.entry("co", 3197),
                Map.entry("o3", 664),
                Map.entry("temperature", 20),
                Map.entry("pressure", 20),
                Map.entry("dew_point", 20),
                Map.entry("precipitation", 20),
                Map.entry("wind_direction", 78),
                Map.entry("wind_speed", 14));
        missing.forEach((parameter, hours) -> assertThat(database.value("SELECT count(published_value)"
                        + " FROM calima.observation JOIN calima.series USING (series_id)"
                        + " JOIN calima.parameter USING (parameter_id) WHERE code = '" + parameter + "'"))
                .as(parameter)
                .isEqualTo(Integer.toString(35_064 - hours)));
        assertThat(database.value("SELECT min(period_start AT TIME ZONE 'Asia/Shanghai') || ' to '"
                        + " || max(period_end AT TIME ZONE 'Asia/Shanghai') FROM calima.observation"))
                .isEqualTo("2013-02-28 23:00:00 to 2017-02-28 23:00:00");
    }

    @Test
    void fourYearsOfValenciaHaveEveryHourOnceAlsoTheRepeatedOnes() throws Exception {
        Path file = DATA.resolve("spain-weather-hourly/valencia/weather_features.csv.gz");
        assumeThat(file).exists();
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = shipped(database)) {
            LoadOutcome outcome =
                    platform.get(IngestJob.class).load("openweather-csv", List.of(file.toString()), false);
            assertThat(outcome.rejectedByCode()).isEmpty();
            assertThat(outcome.refused()).isEmpty();
        }
        assertThat(database.value(
                        "SELECT string_agg(DISTINCT n::text, ' ') || ' ' || count(*) FROM (SELECT count(*) AS n"
                                + " FROM calima.observation GROUP BY series_id) AS each"))
                .as("distinct instants of each of the six series")
                .isEqualTo("35064 6");
        assertThat(valueAt(database, "Valencia", "wind_speed", "2017-05-11 09:00"))
                .as("133 m/s is kept and may not be used")
                .isEqualTo("null");
        assertThat(database.value("SELECT published_value FROM calima.observation JOIN calima.series USING (series_id)"
                        + " WHERE parameter_id = 81 AND period_start = '2017-05-11 09:00Z'"))
                .isEqualTo("133");
    }

    /** The file of all cities: another name of the time, a blank before a name, an hour on two lines, the repeated hour. */
    @Test
    void theFileOfAllCitiesIsReadAsTheOneOfOneCity() throws Exception {
        Path file = Files.writeString(folder.resolve("all.csv"), """
                dt_iso,city_name,temp,temp_min,temp_max,pressure,humidity,wind_speed,wind_deg,rain_1h,rain_3h,snow_3h
                2015-10-25 02:00:00+02:00,Valencia,290.15,290,291,1021,93,1,0,0,0,0
                2015-10-25 02:00:00+02:00, Barcelona,288.15,288,289,1020,90,2,180,0.3,0,0
                2015-10-25 02:00:00+01:00, Barcelona,287.15,288,289,1020,90,2,180,0.3,0,0
                2015-10-25 02:00:00+01:00, Barcelona,287.15,288,289,1020,90,2,180,0.9,0,0
                """);
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = shipped(database)) {
            LoadOutcome outcome =
                    platform.get(IngestJob.class).load("openweather-csv", List.of(file.toString()), false);
            assertThat(outcome.refused()).isEmpty();
            assertThat(outcome.rejectedByCode())
                    .as("rain, of which the two lines of one hour say different things")
                    .isEqualTo(Map.of("contradicts-itself", 1));
        }
        assertThat(valueAt(database, "Valencia", "temperature", "2015-10-24 23:00"))
                .isEqualTo("17");
        assertThat(valueAt(database, "Barcelona", "temperature", "2015-10-24 23:00"))
                .isEqualTo("15");
        assertThat(valueAt(database, "Barcelona", "temperature", "2015-10-25 00:00"))
                .isEqualTo("14");
        assertThat(valueAt(database, "Barcelona", "precipitation", "2015-10-25 00:00"))
                .as("the last of two equal hours")
                .isEqualTo("0.9");
    }

    /** 94,101 lines; each of the 128 series has made up the hour that does not exist. */
    @Test
    void aWholeMonthIsReadByTheExampleOfTheDocumentation() throws Exception {
        Path file = DATA.resolve("madrid-air-hourly/third-party-long/2011/hourly_data_11_3.csv.gz");
        assumeThat(file).exists();
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = withExample(
                database,
                "\"06\": {parameter: co, unit: mg/m\u00b3}",
                "\"07\": {parameter: \"no\", unit: \u00b5g/m\u00b3}",
                "\"10\": {parameter: pm10, unit: \u00b5g/m\u00b3}",
                "\"14\": {parameter: o3, unit: \u00b5g/m\u00b3}",
                "\"20\": {parameter: toluene, unit: \u00b5g/m\u00b3}",
                "\"30\": {parameter: benzene, unit: \u00b5g/m\u00b3}",
                "\"35\": {parameter: ethylbenzene, unit: \u00b5g/m\u00b3}",
                "\"42\": {parameter: thc, unit: mg/m\u00b3}",
                "\"44\": {parameter: nmhc, unit: mg/m\u00b3}")) {
            LoadOutcome outcome =
                    platform.get(IngestJob.class).load("madrid-third-party-hourly", List.of(file.toString()), false);
            assertThat(outcome.rejectedByCode()).isEqualTo(Map.of("hour-does-not-exist", 128));
        }
        assertThat(database.value("SELECT count(published_value) FROM calima.observation"))
                .isEqualTo(Integer.toString(94_101 - 128));
        assertThat(database.value("SELECT count(DISTINCT series_id) FROM calima.observation"))
                .isEqualTo("128");
    }

    private static RejectedReading refused(BatchTestContext platform, long line, String field) {
        return platform.get(LoadReader.class).rejected(0, 100).stream()
                .filter(one -> one.line() == line && one.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private BatchTestContext shipped(TestDatabase database) {
        return BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder);
    }

    /** The shipped configuration and the feed of {@code docs/add-a-feed.md}, which may get more parameters. */
    private BatchTestContext withExample(TestDatabase database, String... parameters) throws IOException {
        Path config = SyntheticNetwork.config(folder.resolve("config"));
        Matcher example = Pattern.compile("(?s)```yaml\\n(feed: (\\S+)\\n.*?)```")
                .matcher(Files.readString(Path.of("../docs/add-a-feed.md")));
        assertThat(example.find())
                .as("docs/add-a-feed.md has a complete example")
                .isTrue();
        StringBuilder yaml = new StringBuilder();
        for (String line : example.group(1).lines().toList()) {
            yaml.append(line).append('\n');
            if (line.equals("parameters:")) {
                for (String parameter : parameters) {
                    yaml.append("  ").append(parameter).append('\n');
                }
            }
        }
        Files.writeString(config.resolve("feeds").resolve(example.group(2) + ".yaml"), yaml);
        return BatchTestContext.start(database, config, folder);
    }

    private static String valueAt(TestDatabase database, String station, String parameter, String startUtc) {
        return database.value("SELECT value FROM calima.observation JOIN calima.series USING (series_id)"
                + " JOIN calima.station s USING (station_id) JOIN calima.parameter p USING (parameter_id) WHERE s.code = '"
                + station + "' AND p.code = '" + parameter + "' AND period_start = '" + startUtc + "Z'");
    }
}
