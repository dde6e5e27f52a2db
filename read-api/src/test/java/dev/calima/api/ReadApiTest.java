package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What each endpoint answers; the numbers follow from {@link Seed} by hand. */
class ReadApiTest {

    private static final RunningApi API = api();

    private static final String NO2 = "station=28079008&parameter=no2";
    private static final String OBSERVATIONS = "/v1/observations?" + NO2;

    private static RunningApi api() {
        TestDatabase database = TestDatabase.create();
        Seed.into(database);
        return RunningApi.over(database);
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    // --- stations and parameters

    @Test
    void aStationIsDescribedWithWhatItMeasures() {
        assertThat(API.get("/v1/stations/28079008").body()).isEqualTo("""
                        {"meta":{"attribution":["Origen de los datos: Ayuntamiento de Madrid"],\
                        "licence":[{"name":"Reuse terms","url":"https://example.org/terms"}]},\
                        "data":{"code":"28079008","name":"Escuelas Aguirre","network":"madrid","kind":"traffic",\
                        "address":"Entre C/ Alcalá y C/ O’Donnell","latitude":40.4215533,"longitude":-3.6823158,\
                        "altitudeM":672.0,"timeZone":"Europe/Madrid","parameters":["no2","o3"]}}""");
    }

    @Test
    void stationsComeWithTheTermsOfEveryNetworkAmongThem() {
        HttpResponse<String> response = API.get("/v1/stations");
        JsonNode json = RunningApi.parse(response);
        assertThat(texts(json.at("/data"), "code")).isEqualTo("28079008 28079035 X-1");
        assertThat(json.at("/meta/attribution")).hasSize(2);
        assertThat(json.at("/data/1/address").isNull()).isTrue();
        assertThat(json.at("/data/1/altitudeM").isNull()).isTrue();
        assertThat(response.headers().allValues("Link"))
                .containsExactly("<https://example.org/terms>; rel=\"license\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    network=madrid                       | 28079008 28079035
                    network=north                        | X-1
                    parameter=no2                        | 28079008 28079035
                    parameter=o3                         | 28079008
                    parameter=so2                        | ''
                    bbox=-3.69,40.4,-3.6,40.5            | 28079008
                    bbox=-180,-90,180,90                 | 28079008 28079035 X-1
                    bbox=5,60,5,60                       | X-1
                    network=madrid&bbox=5,60,5,60        | ''
                    """)
    void stationsAreFiltered(String query, String expected) {
        assertThat(texts(API.json("/v1/stations?" + query).get("data"), "code")).isEqualTo(expected);
    }

    @Test
    void parametersHaveUnits() {
        JsonNode json = API.json("/v1/parameters");
        assertThat(json.at("/meta/count").asInt())
                .isEqualTo(json.get("data").size())
                .isGreaterThanOrEqualTo(25);
        JsonNode no2 = StreamSupport.stream(json.get("data").spliterator(), false)
                .filter(each -> each.get("code").asString().equals("no2"))
                .findFirst()
                .orElseThrow();
        assertThat(no2.toString()).isEqualTo("""
                        {"code":"no2","name":"Nitrogen dioxide","displayName":"NO₂","kind":"pollutant","unit":"µg/m³","decimals":0}""");
    }

    // --- latest

    @Test
    void latestPassesOverWhatMayNotBeUsed() {
        // 2 April has only an invalid number and one that is none; the last usable hour is 1 April 01-02.
        assertThat(API.json("/v1/latest?parameter=no2").get("data").toString()).isEqualTo("""
                        [{"station":"28079008","parameter":"no2","periodStart":"2019-04-01T01:00:00Z",\
                        "periodEnd":"2019-04-01T02:00:00Z","value":101.25,"unit":"µg/m³",\
                        "validity":1,"verification":3},\
                        {"station":"28079035","parameter":"no2","periodStart":"2019-03-30T23:00:00Z",\
                        "periodEnd":"2019-03-31T00:00:00Z","value":31.5,"unit":"µg/m³",\
                        "validity":1,"verification":3}]""");
    }

    @Test
    void latestOfOneStationAndOfNone() {
        assertThat(texts(API.json("/v1/latest?parameter=no2&station=28079035").get("data"), "value"))
                .isEqualTo("31.5");
        assertThat(API.json("/v1/latest?parameter=pm10").get("data")).isEmpty();
    }

    // --- observations

    @Test
    void observationsSayWhatWasPublishedAndWhatMayBeUsed() {
        JsonNode json = API.json(OBSERVATIONS + "&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-03-31T06:00:00Z");
        assertThat(json.get("data").toString()).isEqualTo("""
                        [{"station":"28079008","parameter":"no2","periodStart":"2019-03-31T00:00:00Z",\
                        "periodEnd":"2019-03-31T01:00:00Z","value":0.0,"publishedValue":0.0,"flag":"valid",\
                        "validity":1,"verification":3,"quality":[]},\
                        {"station":"28079008","parameter":"no2","periodStart":"2019-03-31T01:00:00Z",\
                        "periodEnd":"2019-03-31T02:00:00Z","value":null,"publishedValue":999.0,"flag":"invalid",\
                        "validity":-1,"verification":3,"quality":[]},\
                        {"station":"28079008","parameter":"no2","periodStart":"2019-03-31T03:00:00Z",\
                        "periodEnd":"2019-03-31T04:00:00Z","value":null,"publishedValue":7000.0,"flag":"suspect",\
                        "validity":1,"verification":3,"quality":["implausible","spike"]},\
                        {"station":"28079008","parameter":"no2","periodStart":"2019-03-31T04:00:00Z",\
                        "periodEnd":"2019-03-31T05:00:00Z","value":4.0,"publishedValue":4.0,"flag":"valid",\
                        "validity":2,"verification":1,"quality":[]},\
                        {"station":"28079008","parameter":"no2","periodStart":"2019-03-31T05:00:00Z",\
                        "periodEnd":"2019-03-31T06:00:00Z","value":null,"publishedValue":5.0,"flag":"invalid",\
                        "validity":-99,"verification":2,"quality":[]}]""");
        assertThat(json.get("meta").toString()).isEqualTo("""
                        {"attribution":["Origen de los datos: Ayuntamiento de Madrid"],\
                        "licence":[{"name":"Reuse terms","url":"https://example.org/terms"}],"unit":"µg/m³","limit":100,\
                        "nextCursor":null,"coverage":{"expectedCount":6,"observedCount":2,"percentComplete":33.3}}""");
    }

    /** Local days of Madrid: the spring change has 23 hours, the autumn change 25. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    2019-03-31T00:00:00%2B01:00 | 2019-04-01T00:00:00%2B02:00 | 23 | 18 | 78.3
                    2018-10-28T00:00:00%2B02:00 | 2018-10-29T00:00:00%2B01:00 | 25 | 2  | 8.0
                    2019-04-02T00:00:00Z        | 2019-04-03T00:00:00Z        | 12 | 1  | 8.3
                    2019-04-02T11:00:00Z        | 2019-04-02T13:00:00Z        | 1  | 0  | 0.0
                    2019-04-02T12:00:00Z        | 2019-04-02T13:00:00Z        | 0  | 0  | 0.0
                    2019-03-31T05:00:01Z        | 2019-03-31T07:00:00Z        | 1  | 1  | 100.0
                    """)
    void coverageCountsTheHoursOfTheRangeThatHaveEnded(
            String from, String to, int expected, int observed, double percent) {
        JsonNode coverage = API.json(OBSERVATIONS + "&datetimeFrom=" + from + "&datetimeTo=" + to)
                .at("/meta/coverage");
        assertThat(coverage.get("expectedCount").asInt()).isEqualTo(expected);
        assertThat(coverage.get("observedCount").asInt()).isEqualTo(observed);
        assertThat(coverage.get("percentComplete").asDouble()).isEqualTo(percent);
    }

    @Test
    void theAmbiguousHourOfTheAutumnChangeIsMarkedAndUsable() {
        JsonNode data = API.json(OBSERVATIONS + "&datetimeFrom=2018-10-28T00:00:00Z&datetimeTo=2018-10-28T02:00:00Z")
                .get("data");
        assertThat(texts(data, "flag")).isEqualTo("valid-ambiguous-hour valid");
        assertThat(texts(data, "value")).isEqualTo("55.5 44.0");
    }

    @Test
    void aNumberThatIsNoneIsNull() {
        JsonNode data = API.json(OBSERVATIONS + "&datetimeFrom=2019-04-02T01:00:00Z&datetimeTo=2019-04-02T02:00:00Z")
                .get("data");
        assertThat(data.at("/0/value").isNull()).isTrue();
        assertThat(data.at("/0/publishedValue").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 23, 24, 25, 1000})
    void pagesTogetherAreTheWhole(int limit) {
        String range = "&datetimeFrom=2018-10-28T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z";
        String whole = texts(API.json(OBSERVATIONS + range + "&limit=1000").get("data"), "periodStart");
        List<String> pages = new ArrayList<>();
        @Nullable String next = OBSERVATIONS + range + "&limit=" + limit;
        while (next != null) {
            HttpResponse<String> response = API.get(next);
            JsonNode json = RunningApi.parse(response);
            assertThat(json.get("data").size()).isLessThanOrEqualTo(limit);
            assertThat(json.at("/meta/coverage").toString())
                    .isEqualTo("{\"expectedCount\":3756,\"observedCount\":25,\"percentComplete\":0.7}");
            pages.add(texts(json.get("data"), "periodStart"));
            next = response.headers().allValues("Link").stream()
                    .filter(link -> link.endsWith("; rel=\"next\""))
                    .map(link -> link.substring(1, link.indexOf('>')))
                    .findFirst()
                    .orElse(null);
            assertThat(json.at("/meta/nextCursor").isNull()).isEqualTo(next == null);
        }
        assertThat(String.join(" ", pages)).isEqualTo(whole);
        assertThat(whole.split(" ")).hasSize(2 + 23 + 3 + 2);
    }

    @Test
    void aPageMayEndWhereTheDataEnd() {
        JsonNode json =
                API.json(OBSERVATIONS + "&datetimeFrom=2018-10-28T00:00:00Z&datetimeTo=2018-10-28T12:00:00Z&limit=2");
        assertThat(json.get("data")).hasSize(2);
        assertThat(json.at("/meta/nextCursor").isNull()).isTrue();
    }

    @Test
    void columnsAreTheRowsTurned() {
        JsonNode json = API.json(
                OBSERVATIONS + "&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-03-31T05:00:00Z&format=columns");
        assertThat(json.get("data").toString()).isEqualTo("""
                        {"periodStart":["2019-03-31T00:00:00Z","2019-03-31T01:00:00Z","2019-03-31T03:00:00Z","2019-03-31T04:00:00Z"],\
                        "value":[0.0,null,null,4.0],"flag":["valid","invalid","suspect","valid"],\
                        "validity":[1,-1,1,2],"verification":[3,3,3,1],"quality":[[],[],["implausible","spike"],[]]}""");
        assertThat(json.at("/meta/coverage/observedCount").asInt()).isEqualTo(2);
    }

    @Test
    void aSeriesWithoutValuesIsEmptyAndNotMissing() {
        JsonNode json = API.json(
                "/v1/observations?station=X-1&parameter=pm10&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z");
        assertThat(json.get("data")).isEmpty();
        assertThat(json.at("/meta/coverage").toString())
                .isEqualTo("{\"expectedCount\":24,\"observedCount\":0,\"percentComplete\":0.0}");
    }

    // --- forecasts

    @Test
    void theWholeFanOfTheNewestForecast() {
        assertThat(API.json("/v1/forecasts?" + NO2).get("data").toString()).isEqualTo("""
                        {"station":"28079008","parameter":"no2","unit":"µg/m³","origin":"2019-04-01T00:00:00Z",\
                        "issuedAt":"2019-04-01T00:05:30Z","validUntil":"2019-04-01T03:00:00Z","stale":true,\
                        "method":"ridge-direct","modelId":1,"level":0.9,"values":[\
                        {"lead":1,"periodStart":"2019-04-01T00:00:00Z","periodEnd":"2019-04-01T01:00:00Z",\
                        "median":131.0,"lower":111.0,"upper":181.0},\
                        {"lead":2,"periodStart":"2019-04-01T01:00:00Z","periodEnd":"2019-04-01T02:00:00Z",\
                        "median":132.0,"lower":112.0,"upper":182.0},\
                        {"lead":3,"periodStart":"2019-04-01T02:00:00Z","periodEnd":"2019-04-01T03:00:00Z",\
                        "median":133.0,"lower":113.0,"upper":183.0}]}""");
    }

    /**
     * Step 1 has 111, 121, 131, 141, 181 at the levels 0.05, 0.25, 0.5, 0.75, 0.95. Level 0.8: lower at 0.10, a quarter
     * of the way from 0.05 to 0.25; upper at 0.90, three quarters of the way from 0.75 to 0.95.
     */
    @ParameterizedTest
    @CsvSource({"0.9,111.0,181.0", "0.90,111.0,181.0", "0.5,121.0,141.0", "0.8,113.5,171.0", "0.7,116.0,161.0"})
    void theIntervalIsReadFromTheStoredQuantiles(String level, double lower, double upper) {
        JsonNode step = API.json("/v1/forecasts?" + NO2 + "&level=" + level).at("/data/values/0");
        assertThat(step.get("lower").asDouble()).isEqualTo(lower);
        assertThat(step.get("upper").asDouble()).isEqualTo(upper);
    }

    @ParameterizedTest
    @CsvSource({
        "2019-04-01T00:00:00Z,1",
        "2019-04-01T00:59:59.999Z,1",
        "2019-04-01T01:00:00Z,2",
        "2019-04-01T04:30:00%2B02:00,3"
    })
    void aMomentHasTheStepThatHoldsIt(String at, int lead) {
        JsonNode data = API.json("/v1/forecasts?" + NO2 + "&at=" + at).get("data");
        assertThat(data.get("values")).hasSize(1);
        assertThat(data.at("/values/0/lead").asInt()).isEqualTo(lead);
        assertThat(data.has("at")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-03-31T23:59:59Z", "2019-04-01T03:00:00Z", "2024-01-01T00:00:00Z"})
    void aMomentOutsideIsToldWhichCanBeAsked(String at) {
        HttpResponse<String> response = API.get("/v1/forecasts?" + NO2 + "&at=" + at);
        assertThat(response.statusCode()).isEqualTo(404);
        JsonNode problem = RunningApi.parse(response);
        assertThat(problem.get("detail").asString())
                .contains("from 2019-04-01T00:00:00Z to before 2019-04-01T03:00:00Z");
        assertThat(problem.get("availableUntil").asString()).isEqualTo("2019-04-01T03:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    station=28079008&parameter=o3  | it has 12 days of history and needs 60. Load more observations
                    station=28079035&parameter=no2 | no forecast was issued yet
                    station=X-1&parameter=pm10     | no model was trained for it yet
                    """)
    void withoutAForecastTheAnswerSaysWhyAndWhatToDo(String query, String expected) {
        HttpResponse<String> response = API.get("/v1/forecasts?" + query);
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(RunningApi.parse(response).get("detail").asString()).contains(expected);
    }

    private static String texts(JsonNode rows, String field) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.get(field).asString())
                .collect(Collectors.joining(" "));
    }
}
