package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** {@code calima demo} from outside: what it serves, and that it can be stopped, killed and started again. */
@ExtendWith(DemoExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(360)
class DemoIT {

    private static final String STATION = "28079008";
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

    @Test
    @Order(1)
    void theNewestValuesAreTheLastValidOnesOfTheShippedFile(DemoHome home) throws IOException {
        PublishedMonth march = PublishedMonth.read("mar_mo19.csv.gz");
        SortedMap<String, Instant> served = new TreeMap<>();
        for (JsonNode one : home.api().json("v1/latest?parameter=no2").get("data")) {
            Instant start = Instant.parse(one.get("periodStart").asString());
            String station = one.get("station").asString();
            served.put(station, start);
            assertThat(one.get("value").asDouble())
                    .isCloseTo(
                            cell(march.hours(station, PublishedMonth.NO2), start)
                                    .published(),
                            within(1e-4));
        }
        assertThat(served).hasSize(24).isEqualTo(march.lastValid(PublishedMonth.NO2));
    }

    @Test
    @Order(2)
    void aDayOfAStationIsTheFilesDay(DemoHome home) throws IOException {
        SortedMap<Instant, PublishedMonth.Cell> file =
                PublishedMonth.read("mar_mo19.csv.gz").hours(STATION, PublishedMonth.NO2);
        JsonNode rows = home.api()
                .json("v1/observations?parameter=no2&station=" + STATION
                        + "&datetimeFrom=2019-03-30T23:00:00Z&datetimeTo=2019-03-31T22:00:00Z")
                .get("data");
        assertThat(rows.size()).as("the day of the spring change").isEqualTo(23);
        for (JsonNode row : rows) {
            PublishedMonth.Cell cell =
                    cell(file, Instant.parse(row.get("periodStart").asString()));
            assertThat(row.get("publishedValue").asDouble()).isCloseTo(cell.published(), within(1e-4));
            assertThat(row.get("flag").asString()).isEqualTo(cell.valid() ? "valid" : "invalid");
        }
    }

    @Test
    @Order(3)
    void theForecastHas72HoursAndItsIntervalGrowsWithTheLevel(DemoHome home) throws IOException {
        Api api = home.api();
        JsonNode narrow = api.forecast(STATION, "0.5").get("values");
        JsonNode fan = api.forecast(STATION, "0.9").get("values");
        assertThat(fan.size()).isEqualTo(72);
        for (int i = 0; i < fan.size(); i++) {
            double lower = fan.get(i).get("lower").asDouble();
            double upper = fan.get(i).get("upper").asDouble();
            assertThat(fan.get(i).get("median").asDouble()).isBetween(lower, upper);
            assertThat(narrow.get(i).get("upper").asDouble()
                            - narrow.get(i).get("lower").asDouble())
                    .isLessThanOrEqualTo(upper - lower);
        }
        JsonNode moment = api.json("v1/forecasts?parameter=no2&level=0.9&at=2019-04-01T16:30:00Z&station=" + STATION)
                .get("data")
                .get("values");
        assertThat(moment.size()).isEqualTo(1);
        assertThat(moment.get(0)).isEqualTo(fan.get(18));
    }

    @Test
    @Order(4)
    void anUnknownParameterIsRefusedByName(DemoHome home) throws IOException {
        HttpResponse<String> response = home.api().get("v1/latest?paramter=no2");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("application/problem+json");
        assertThat(Api.parse(response).get("errors").get(0).get("parameter").asString())
                .isEqualTo("paramter");
    }

    @Test
    @Order(10)
    void stoppedItLeavesNothingRunningAndTheNextDemoFindsAllDone(DemoHome home) throws Exception {
        Demo first = home.running();
        JsonNode before = home.api().forecast(STATION, "0.9");
        List<ProcessHandle> family = first.family();
        first.interrupt();
        first.exitCodeWithin(STOP_LIMIT);
        assertThat(Processes.stillRunning(family, STOP_LIMIT)).isEmpty();
        assertThat(Processes.naming(home.folder())).isEmpty();

        Demo second = home.running();
        assertThat(String.join("\n", second.lines()))
                .contains("Nothing to do: 6 files had been loaded before")
                .contains("Nothing to learn")
                .contains("No forecast to issue");
        assertThat(home.api().forecast(STATION, "0.9")).isEqualTo(before);
    }

    @Test
    @Order(11)
    void killedWithAllItStartedItComesBackByItself(DemoHome home) throws Exception {
        JsonNode before = home.api().forecast(STATION, "0.9");
        Demo second = home.running();
        List<ProcessHandle> family = second.family();
        second.killWithAllItStarted();
        assertThat(Processes.stillRunning(family, STOP_LIMIT)).isEmpty();
        assertThat(home.api().forecast(STATION, "0.9")).isEqualTo(before);
    }

    @Test
    @Order(12)
    void whenItAloneIsKilledWhatItStartedEndsToo(DemoHome home) throws Exception {
        Demo third = home.running();
        List<ProcessHandle> family = third.family();
        third.kill();
        assertThat(Processes.stillRunning(family, STOP_LIMIT)).isEmpty();
    }

    private static PublishedMonth.Cell cell(SortedMap<Instant, PublishedMonth.Cell> hours, Instant start) {
        return Objects.requireNonNull(hours.get(start), () -> "the file has no hour that starts at " + start);
    }
}
