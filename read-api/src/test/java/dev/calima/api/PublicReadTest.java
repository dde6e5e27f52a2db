package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Past answers, CSV, roll-ups, frames, changes and the state of the jobs; the numbers follow from the seed by hand. */
class PublicReadTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RunningApi API = api();

    private static final String NO2 = "station=28079008&parameter=no2";
    private static final String SUNDAY = "&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z";

    private static RunningApi api() {
        Seed.into(DATABASE);
        ReadSeed.into(DATABASE);
        return RunningApi.over(DATABASE);
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    // --- the past

    /** Hour 4 was 40 and hour 6 was 60 before 1 April 10:00; hour 23 came only then, the whole day on 31 March 23:30. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2019-03-31T23:29:59Z",
                "2019-03-31T23:30:00Z",
                "2019-04-01T09:59:59Z",
                "2019-04-01T10:00:00Z",
                "2019-04-02T12:00:00Z"
            })
    void aPastAnswerIsWhatTheDatabaseSaidThen(String asOf) {
        JsonNode data =
                API.json("/v1/observations?" + NO2 + SUNDAY + "&asOf=" + asOf).get("data");
        String answered = StreamSupport.stream(data.spliterator(), false)
                .map(row -> row.get("publishedValue").asString() + "/"
                        + row.get("validity").asInt())
                .collect(Collectors.joining(" "));
        assertThat(answered).isEqualTo(DATABASE.value("""
                        SELECT coalesce(string_agg(to_char(published_value, 'FM99990.0') || '/' || validity, ' ' ORDER BY period_start), '')
                        FROM calima.observation_as_of(1, '2019-03-31 00:00Z', '2019-04-01 00:00Z', '%s')""".formatted(asOf)));
    }

    @Test
    void aPastAnswerStaysTheSameByteForByte() {
        String then = "/v1/observations?" + NO2 + SUNDAY + "&asOf=2019-04-01T09:00:00Z";
        JsonNode json = API.json(then);
        assertThat(json.at("/data/3/value").asDouble()).isEqualTo(40.0);
        assertThat(json.get("data")).hasSize(22);
        assertThat(json.at("/meta/coverage/observedCount").asInt()).isEqualTo(19);
        assertThat(API.get(then).body()).isEqualTo(API.get(then + "&limit=100").body());
        assertThat(API.json(then + "&format=columns").at("/data/value/3").asDouble())
                .isEqualTo(40.0);
    }

    @Test
    void localDaysAreAskedForByTheirZone() {
        JsonNode data = API.json("/v1/observations?" + NO2
                        + "&datetimeFrom=2019-03-31&datetimeTo=2019-04-01&tz=Europe/Madrid&limit=1000")
                .get("data");
        assertThat(data.at("/0/periodStart").asString()).isEqualTo("2019-03-31T00:00:00Z");
        assertThat(data.get(data.size() - 1).get("periodStart").asString()).isEqualTo("2019-03-31T21:00:00Z");
    }

    // --- CSV

    @Test
    void csvHasAHeaderAndARowForEachValue() {
        HttpResponse<String> response = API.get(
                "/v1/observations?parameter=no2&datetimeFrom=2019-03-30T23:00:00Z&datetimeTo=2019-03-31T04:00:00Z",
                "Accept",
                "text/csv");
        assertThat(response.body()).isEqualTo("""
                station,parameter,unit,periodStart,periodEnd,value,publishedValue,flag,validity,verification,quality
                28079008,no2,µg/m³,2019-03-31T00:00:00Z,2019-03-31T01:00:00Z,0.0,0.0,valid,1,3,
                28079008,no2,µg/m³,2019-03-31T01:00:00Z,2019-03-31T02:00:00Z,,999.0,invalid,-1,3,
                28079008,no2,µg/m³,2019-03-31T03:00:00Z,2019-03-31T04:00:00Z,,7000.0,suspect,1,3,implausible spike
                28079035,no2,µg/m³,2019-03-30T23:00:00Z,2019-03-31T00:00:00Z,31.5,31.5,valid,1,3,
                """.replace("\n", "\r\n"));
        assertThat(response.headers().firstValue("Content-Type").orElseThrow().split(";"))
                .containsExactlyInAnyOrder("text/csv", "charset=utf-8", "header=present");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"observations.csv\"");
    }

    @Test
    void howLongTheCsvIsCanBeAskedBefore() {
        String question =
                "/v1/observations?format=csv&datetimeFrom=2018-01-01T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z";
        JsonNode preview = API.json(question + "&preview=true").get("data");
        String csv = API.get(question).body();
        assertThat(preview.get("rows").asLong()).isEqualTo(csv.lines().count() - 1);
        assertThat(preview.get("bytes").asLong()).isEqualTo(csv.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void whoGoesAwayFreesTheDatabase() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), API.port()));
            socket.getOutputStream()
                    .write(
                            ("GET /v1/observations?parameter=pm10&format=csv&datetimeFrom=2000-01-01T00:00:00Z&datetimeTo=2019-01-01T00:00:00Z"
                                            + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
            await("1");
        }
        await("0");
    }

    /** Waits until so many connections of the API are in a transaction. */
    private static void await(String transactions) {
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        String seen;
        do {
            seen = DATABASE.value("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND usename = 'calima_reader' AND xact_start IS NOT NULL");
            LockSupport.parkNanos(1_000_000);
        } while (!seen.equals(transactions) && System.nanoTime() < deadline);
        assertThat(seen).isEqualTo(transactions);
    }

    // --- roll-ups

    @Test
    void daysComeFromTheRollUps() {
        JsonNode data = API.json("/v1/aggregates/day?parameter=no2&dateFrom=2019-03-30&dateTo=2019-04-02")
                .get("data");
        assertThat(data.toString()).isEqualTo("""
                [{"station":"28079008","parameter":"no2","unit":"µg/m³","day":"2019-03-30","avg":null,"min":null,"max":null,\
                "sum":null,"max8h":null,"expectedCount":24,"observedCount":0,"percentComplete":0.0,"valid":false},\
                {"station":"28079008","parameter":"no2","unit":"µg/m³","day":"2019-03-31","avg":12.25,"min":0.0,"max":21.0,\
                "sum":null,"max8h":null,"expectedCount":23,"observedCount":18,"percentComplete":78.3,"valid":true}]""");
        assertThat(API.get("/v1/aggregates/day?parameter=no2&dateFrom=2019-03-31&dateTo=2019-04-02&format=csv")
                        .body())
                .endsWith("\r\n28079008,no2,µg/m³,2019-03-31,12.25,0.0,21.0,,,23,18,78.3,true\r\n");
    }

    @Test
    void monthsAndYearsHaveQuantiles() {
        assertThat(API.json("/v1/aggregates/month?" + NO2 + "&dateFrom=2019-01-01&dateTo=2020-01-01")
                        .get("data")
                        .toString())
                .isEqualTo("""
                        [{"station":"28079008","parameter":"no2","unit":"µg/m³","start":"2019-03-01","min":1.0,"q02":2.0,"q25":3.0,\
                        "median":4.0,"q75":5.0,"q98":6.0,"max":7.0,"avg":4.5,"sd":1.5,"sum":null,"expectedCount":743,\
                        "observedCount":700,"percentComplete":94.2,"validDays":29,"valid":true}]""");
        JsonNode year = API.json("/v1/aggregates/year?" + NO2 + "&dateFrom=2019-01-01&dateTo=2020-01-01");
        assertThat(year.at("/data/0/observedCount").asInt()).isEqualTo(700);
        assertThat(year.at("/data/0/valid").asBoolean()).isFalse();
    }

    /** Sunday 31 March in Madrid: 0, 4 and 6 to 21 are usable; no hour 2 exists, hour 4 UTC is 6 o'clock; in UTC it has 22 and 23 too. */
    @Test
    void profilesCountInTheClockOfTheNetwork() {
        String range = "?" + NO2 + "&dateFrom=2019-03-31&dateTo=2019-04-01";
        JsonNode hours = API.json("/v1/profiles/hourofday" + range).get("data");
        assertThat(hours).hasSize(24);
        assertThat(hours.at("/2/count").asInt()).isZero();
        assertThat(hours.at("/6/avg").asDouble()).isEqualTo(4);
        JsonNode sunday = API.json("/v1/profiles/dayofweek" + range).at("/data/6");
        assertThat(sunday.get("slot").asInt()).isEqualTo(7);
        assertThat(sunday.get("count").asInt()).isEqualTo(18);
        assertThat(sunday.get("avg").asDouble()).isEqualTo(220.0 / 18);
        assertThat(sunday.get("median").asDouble()).isEqualTo(12.5);
        assertThat(sunday.get("max").asDouble()).isEqualTo(21);
        assertThat(API.json("/v1/profiles/monthofyear" + range + "&tz=UTC")
                        .at("/data/2/count")
                        .asInt())
                .isEqualTo(20);
    }

    // --- frames

    @Test
    void framesAreMeasuredFirstAndForecastThen() {
        JsonNode json = API.json(
                "/v1/frames?parameter=no2&datetimeFrom=2019-03-31T22:00:00Z&datetimeTo=2019-04-01T03:00:00Z&index=eaqi:2024");
        JsonNode data = json.get("data");
        assertThat(data.get("kind").toString())
                .isEqualTo("[\"observed\",\"observed\",\"observed\",\"observed\",\"forecast\"]");
        assertThat(data.get("value").toString())
                .isEqualTo("[[22.0,null],[23.0,null],[100.5,null],[101.25,null],[133.0,null]]");
        assertThat(data.get("band").toString()).isEqualTo("[[2,null],[2,null],[5,null],[5,null],[5,null]]");
        assertThat(json.at("/meta/index/0/code").asString()).isEqualTo("eaqi:2024");
    }

    // --- forecasts

    @Test
    void forecastsOfBeforeAreKept() {
        JsonNode old = API.json("/v1/forecasts?" + NO2 + "&issuedAt=2019-03-31T00:00:00Z")
                .get("data");
        assertThat(old.get("issuedAt").asString()).isEqualTo("2019-03-30T00:05:00Z");
        assertThat(old.at("/values/0/median").asDouble()).isEqualTo(31.0);
        HttpResponse<String> before = API.get("/v1/forecasts?" + NO2 + "&issuedAt=2019-03-29T00:00:00Z");
        assertThat(before.statusCode()).isEqualTo(404);
        assertThat(before.body()).contains("\"parameter\":\"issuedAt\"");
        JsonNode fan = API.json("/v1/forecasts/fan?" + NO2).get("data");
        assertThat(fan.get("level").toString()).isEqualTo("[0.05,0.25,0.5,0.75,0.95]");
        assertThat(fan.at("/quantile/2").toString()).isEqualTo("[113.0,123.0,133.0,143.0,183.0]");
    }

    @Test
    void skillTellsWhereIntervalsDoNotHoldWhatTheySay() {
        JsonNode json = API.json("/v1/forecasts/skill?" + NO2);
        assertThat(json.at("/meta/uncalibrated").asBoolean()).isTrue();
        assertThat(json.at("/data/0/pinball").asDouble()).isEqualTo(2.5);
        assertThat(json.at("/data/0/coverage").toString()).isEqualTo("""
                [{"level":0.5,"measured":0.53,"uncalibrated":false},{"level":0.8,"measured":0.76,"uncalibrated":true},\
                {"level":0.9,"measured":0.9,"uncalibrated":false},{"level":0.95,"measured":0.94,"uncalibrated":false}]""");
    }

    // --- indices and limits

    @Test
    void indicesNameTheirVersionAndSource() {
        JsonNode versions = API.json("/v1/indices").get("data");
        assertThat(versions.at("/0/code").asString()).isEqualTo("eaqi:2024");
        assertThat(versions.at("/0/source").asString()).contains("2024/17");
        JsonNode days = API.json("/v1/indices/days?index=eaqi:2024&dateFrom=2019-03-01&dateTo=2019-04-01");
        assertThat(days.get("data").toString()).isEqualTo("""
                [{"station":"28079008","day":"2019-03-31","band":2,"parameter":"no2","hours":18,"hoursAtWorst":11}]""");
        assertThat(days.at("/meta/index/code").asString()).isEqualTo("eaqi:2024");
    }

    /** Both stations lie in zone 1: above 180 in the hours 18 to 22, above 200 in 20 and 21; in 22 one is at 200 exactly. */
    @Test
    void madridsProtocolLooksAtHoursInARow() {
        JsonNode json = API.json(
                "/v1/indices/protocols/madrid-no2/hours?datetimeFrom=2018-12-10T18:00:00Z&datetimeTo=2018-12-11T00:00:00Z");
        String zone1 = StreamSupport.stream(json.get("data").spliterator(), false)
                .filter(row -> row.get("zone").asInt() == 1)
                .map(row -> row.get("level").isNull() ? "-" : row.get("level").asString())
                .collect(Collectors.joining(" "));
        assertThat(zone1).isEqualTo("- preaviso preaviso aviso preaviso -");
        assertThat(json.get("data")).hasSize(6 * 5);
        assertThat(json.at("/meta/rules/0/source").asString()).contains("diario.madrid.es");
    }

    @Test
    void exceedancesTellHowManyAreLeft() {
        JsonNode data = API.json("/v1/limits/exceedances?standard=eu-2008-50&year=2019&parameter=no2")
                .get("data");
        assertThat(data).hasSize(1);
        assertThat(data.at("/0/exceedances").asInt()).isEqualTo(4);
        assertThat(data.at("/0/allowed").asInt()).isEqualTo(18);
        assertThat(data.at("/0/left").asInt()).isEqualTo(14);
        assertThat(data.at("/0/days").toString()).isEqualTo("[\"2019-01-03\",\"2019-01-04\"]");
        assertThat(API.json("/v1/limits?standard=who-2021&parameter=no2").get("data"))
                .hasSize(2);
    }

    // --- changes

    @Test
    void changesComeInOrderAlsoWhileMoreAreMade() {
        String since = "/v1/changes?parameter=no2&updatedSince=2019-03-31T00:00:00Z";
        JsonNode first = API.json(since + "&limit=1");
        assertThat(first.get("data").toString()).isEqualTo("""
                [{"station":"28079008","parameter":"no2","periodStart":"2019-03-31T04:00:00Z",\
                "periodEnd":"2019-03-31T05:00:00Z","oldValue":40.0,"newValue":4.0,"oldValidity":1,"newValidity":2,\
                "changedAt":"2019-04-01T10:00:00Z","loadId":null}]""");
        DATABASE.execute(ReadSeed.change("2019-03-31", "2019-04-01 11:00Z", "2019-04-01 10:00Z", "{8}", "{70}", "{7}"));
        List<String> periods = new ArrayList<>();
        JsonNode page = first;
        while (!page.at("/meta/nextCursor").isNull()) {
            page = API.json(
                    since + "&limit=1&cursor=" + page.at("/meta/nextCursor").asString());
            page.get("data").forEach(row -> periods.add(row.get("periodStart").asString()));
        }
        assertThat(periods).containsExactly("2019-03-31T06:00:00Z", "2019-03-31T07:00:00Z");
        String until = page.at("/meta/updatedUntil").asString();
        assertThat(until).isEqualTo("2019-04-01T11:00:00Z");
        assertThat(API.json("/v1/changes?updatedSince=" + until).get("data")).isEmpty();
    }

    // --- operation

    @Test
    void runsAreShownWithoutWhoAndWhy() {
        HttpResponse<String> response = API.get("/v1/jobs?limit=1");
        JsonNode json = RunningApi.parse(response);
        assertThat(json.at("/data/0/job").asString()).isEqualTo("observations-load-incremental");
        assertThat(json.at("/data/0/feed").asString()).isEqualTo("madrid-air-hourly");
        assertThat(json.at("/meta/schedules/0/active").asBoolean()).isTrue();
        assertThat(response.body()).doesNotContain("somebody").doesNotContain("because");
        assertThat(API.json("/v1/jobs?cursor=" + json.at("/meta/nextCursor").asString())
                        .get("data"))
                .hasSize(1);
    }

    @Test
    void aFeedTellsHowFarItReaches() {
        JsonNode feed = API.json("/v1/feeds/status").at("/data/0");
        assertThat(feed.get("feed").asString()).isEqualTo("madrid-air-hourly");
        assertThat(feed.get("newestPeriodEnd").asString()).isEqualTo("2019-04-02T02:00:00Z");
        assertThat(feed.get("late").asBoolean()).isTrue(); // 60 + 120 minutes before noon
    }

    @Test
    void modelsAreListed() {
        JsonNode data = API.json("/v1/models?parameter=no2").get("data");
        assertThat(data).hasSize(2);
        assertThat(data.at("/0/role").asString()).isEqualTo("champion");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/observations?station=28079008&parameter=no2&format=csv&preview=true&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z",
                "/v1/aggregates/day?parameter=no2&dateFrom=2019-03-30&dateTo=2019-04-02",
                "/v1/aggregates/month?parameter=no2&dateFrom=2019-01-01&dateTo=2020-01-01",
                "/v1/aggregates/year?parameter=no2&dateFrom=2019-01-01&dateTo=2020-01-01",
                "/v1/profiles/hourofday?station=28079008&parameter=no2&dateFrom=2019-03-31&dateTo=2019-04-01",
                "/v1/profiles/dayofweek?station=28079008&parameter=no2&dateFrom=2019-03-31&dateTo=2019-04-01",
                "/v1/profiles/monthofyear?station=28079008&parameter=no2&dateFrom=2019-03-31&dateTo=2019-04-01",
                "/v1/frames?parameter=no2&datetimeFrom=2019-03-31T22:00:00Z&datetimeTo=2019-04-01T03:00:00Z&index=eaqi:2024",
                "/v1/frames?parameter=no2&datetimeFrom=2019-03-31T22:00:00Z&datetimeTo=2019-04-01T03:00:00Z",
                "/v1/forecasts/fan?station=28079008&parameter=no2",
                "/v1/forecasts/skill?station=28079008&parameter=no2",
                "/v1/indices",
                "/v1/indices/days?index=eaqi:2024&dateFrom=2019-03-01&dateTo=2019-04-01",
                "/v1/exports",
                "/v1/limits",
                "/v1/limits/exceedances?standard=eu-2008-50&year=2019",
                "/v1/changes?updatedSince=2019-03-31T00:00:00Z&limit=1",
                "/v1/jobs",
                "/v1/feeds/status",
                "/v1/models?parameter=no2"
            })
    void everyAnswerIsAsDocumented(String request) {
        JsonNode document = API.json("/v1/openapi.json");
        JsonNode schema = document.get("paths")
                .get(request.replaceAll("\\?.*", ""))
                .at("/get/responses/200/content/application~1json/schema");
        assertThat(DocumentedForm.mismatch(document, schema, API.json(request), "answer"))
                .isEqualTo("none");
    }
}
