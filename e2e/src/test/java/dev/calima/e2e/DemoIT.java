package dev.calima.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the demo serves is what the publisher wrote, and a forecast of what comes after. */
@ExtendWith(DemoExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(360)
class DemoIT {

    private static final String AGUIRRE = "28079008";
    /** A station with invalid hours, and days without a line. */
    private static final String CARMEN = "28079035";

    private static final String LAST_FILE = "mar_mo19.csv.gz";
    private static final int FAN_HOURS = 72;

    private final Api api;
    private final PublishedMonth march;

    DemoIT(DemoHome home) throws IOException {
        api = home.api();
        march = PublishedMonth.read(LAST_FILE);
    }

    @Test
    void allStationsOfTheCityAreThereWithTheirNames() {
        Map<String, String> names = new HashMap<>();
        api.json("v1/stations?parameter=no2")
                .get("data")
                .forEach(station -> names.put(
                        station.get("code").asString(), station.get("name").asString()));
        assertThat(names)
                .hasSize(24)
                .containsEntry("28079004", "Plaza de España")
                .containsEntry(AGUIRRE, "Escuelas Aguirre")
                .containsEntry("28079060", "Tres Olivos");
        assertThat(names.values()).doesNotHaveDuplicates().noneMatch(String::isBlank);
    }

    @Test
    void theLatestValuesAreTheLastValidHoursOfTheFile() {
        SortedMap<String, PublishedMonth.Last> served = new TreeMap<>();
        for (JsonNode latest : api.json("v1/latest?parameter=no2").get("data")) {
            served.put(
                    latest.get("station").asString(),
                    new PublishedMonth.Last(
                            Instant.parse(latest.get("periodStart").asString()),
                            latest.get("value").floatValue()));
        }
        assertThat(served).hasSize(24).isEqualTo(march.lastValid(PublishedMonth.NO2));
    }

    @ParameterizedTest
    @ValueSource(strings = {AGUIRRE, CARMEN})
    void aMonthOfObservationsIsTheFileCellByCell(String station) {
        SortedMap<Instant, String> published = new TreeMap<>();
        march.hours(station, PublishedMonth.NO2)
                .forEach((start, cell) -> published.put(
                        start,
                        cell.valid()
                                ? cell.published() + " " + cell.published() + " valid"
                                : "null " + cell.published() + " invalid"));
        SortedMap<Instant, String> served = new TreeMap<>();
        for (JsonNode row : rows(station, "2019-02-28T23:00:00Z", "2019-03-31T22:00:00Z")) {
            Instant start = Instant.parse(row.get("periodStart").asString());
            assertThat(row.get("periodEnd").asString())
                    .isEqualTo(start.plusSeconds(3600).toString());
            served.put(
                    start,
                    number(row.get("value")) + " " + number(row.get("publishedValue")) + " "
                            + row.get("flag").asString());
        }
        assertThat(served).hasSizeGreaterThan(600).isEqualTo(published);
    }

    private static String number(JsonNode node) {
        return node.isNull() ? "null" : Float.toString(node.floatValue());
    }

    /** All pages. */
    private List<JsonNode> rows(String station, String from, String to) {
        String question = "v1/observations?parameter=no2&limit=500&station=" + station + "&datetimeFrom=" + from
                + "&datetimeTo=" + to;
        List<JsonNode> rows = new ArrayList<>();
        JsonNode page = api.json(question);
        page.get("data").forEach(rows::add);
        while (!page.at("/meta/nextCursor").isNull()) {
            page = api.json(question + "&cursor=" + page.at("/meta/nextCursor").asString());
            page.get("data").forEach(rows::add);
        }
        return rows;
    }

    @Test
    void theForecastBeginsWhereTheDataEndAndItsIntervalHoldsItsMedian() {
        Instant end = march.hours(AGUIRRE, PublishedMonth.NO2).lastKey().plusSeconds(3600);
        JsonNode fan = api.forecast(AGUIRRE, "0.9");
        assertThat(fan.get("origin").asString()).isEqualTo(end.toString());
        assertThat(fan.get("values")).hasSize(FAN_HOURS);
        for (JsonNode hour : fan.get("values")) {
            int lead = hour.get("lead").intValue();
            assertThat(hour.get("periodStart").asString())
                    .isEqualTo(end.plusSeconds(3600L * (lead - 1)).toString());
            assertThat(hour.get("median").floatValue())
                    .as(hour.toString())
                    .isBetween(hour.get("lower").floatValue(), hour.get("upper").floatValue());
            assertThat(hour.get("lower").floatValue()).isNotNegative();
        }
    }

    @Test
    void everyStationThatMeasuresHasAForecast() {
        for (String station : march.lastValid(PublishedMonth.NO2).keySet()) {
            assertThat(api.forecast(station, "0.9").get("values"))
                    .as(station)
                    .hasSize(FAN_HOURS)
                    .noneMatch(hour -> hour.get("median").isNull());
        }
    }

    @Test
    void moreConfidenceIsAWiderInterval() {
        JsonNode half = api.forecast(AGUIRRE, "0.5").get("values");
        JsonNode most = api.forecast(AGUIRRE, "0.9").get("values");
        JsonNode nearlyAll = api.forecast(AGUIRRE, "0.99").get("values");
        for (int i = 0; i < FAN_HOURS; i++) {
            assertThat(half.get(i).get("median")).isEqualTo(nearlyAll.get(i).get("median"));
            assertThat(List.of(width(half.get(i)), width(most.get(i)), width(nearlyAll.get(i))))
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private static float width(JsonNode hour) {
        return hour.get("upper").floatValue() - hour.get("lower").floatValue();
    }

    @Test
    void aMomentIsAnsweredWithItsHourOfTheFan() {
        JsonNode eighteenth = api.forecast(AGUIRRE, "0.9").get("values").get(17);
        Instant inTheMiddle =
                Instant.parse(eighteenth.get("periodStart").asString()).plusSeconds(1800);
        JsonNode asked = api.json("v1/forecasts?station=" + AGUIRRE + "&parameter=no2&at=" + inTheMiddle)
                .at("/data/values");
        assertThat(asked).containsExactly(eighteenth);
    }

    @Test
    void aWrongParameterIsAProblemThatNamesIt() {
        HttpResponse<String> response = api.get("v1/latest?paramter=no2");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(Api.parse(response).at("/errors/0/parameter").asString()).isEqualTo("paramter");
    }

    @Test
    void theDocumentTellsOfEveryRoute() {
        JsonNode document = api.json("v3/api-docs");
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        assertThat(document.get("paths").propertyNames())
                .contains(
                        "/v1/stations",
                        "/v1/stations/{code}",
                        "/v1/parameters",
                        "/v1/latest",
                        "/v1/observations",
                        "/v1/forecasts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1/stations", "v1/nothing", "docs"})
    void everyAnswerTellsBrowsersToUseThisServerOnly(String path) {
        Map<String, List<String>> headers = api.get(path).headers().map();
        assertThat(headers.get("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .contains("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'")
                        .doesNotContain("script-src"));
        assertThat(headers.get("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.get("Referrer-Policy")).containsExactly("no-referrer");
    }
}
