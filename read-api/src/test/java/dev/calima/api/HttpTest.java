package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every endpoint has of HTTP: refusals, headers, caching, the document. */
class HttpTest {

    private static final RunningApi API = api();

    private static final String STATION = "/v1/stations/28079008";

    private static RunningApi api() {
        TestDatabase database = TestDatabase.create();
        Seed.into(database);
        return RunningApi.over(database);
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    /** Each line: path and query, status, the parameters to blame. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /v1/stations?nework=madrid                    | 400 | nework
                    /v1/stations?a=1&b=2                          | 400 | a b
                    /v1/stations?network=madrid&network=north     | 400 | network
                    /v1/stations?network=                         | 400 | network
                    /v1/stations?network=a%00                     | 400 | network
                    /v1/stations?network=atlantis                 | 404 | network
                    /v1/stations?parameter=NO2                    | 400 | parameter
                    /v1/stations?parameter=kryptonite             | 404 | parameter
                    /v1/stations?bbox=1,2,3                       | 400 | bbox
                    /v1/stations?bbox=1,2,3,x                     | 400 | bbox
                    /v1/stations?bbox=3,2,1,4                     | 400 | bbox
                    /v1/stations?bbox=-181,2,1,4                  | 400 | bbox
                    /v1/stations?bbox=1,2,3,91                    | 400 | bbox
                    /v1/stations?bbox=NaN,2,3,4                   | 400 | bbox
                    /v1/stations/nowhere                          | 404 | code
                    /v1/stations/a%20b                            | 400 | code
                    /v1/stations/28079008?x=1                     | 400 | x
                    /v1/parameters?unit=ppm                       | 400 | unit
                    /v1/latest                                    | 400 | parameter
                    /v1/latest?parameter=nope                     | 404 | parameter
                    /v1/latest?parameter=no2&station=nowhere      | 404 | station
                    /v1/latest?parameter=no2&station=a'b          | 400 | station
                    /v1/observations                              | 400 | datetimeFrom
                    /v1/observations?station=28079008&parameter=no2&datetimeTo=2019-01-01T00:00:00Z                        | 400 | datetimeFrom
                    /v1/observations?{no2}&datetimeFrom=2019-01-01T00:00:00&datetimeTo=2019-02-01T00:00:00Z                | 400 | datetimeFrom
                    /v1/observations?{no2}&datetimeFrom=2019-01-01&datetimeTo=2019-02-01T00:00:00Z                         | 400 | datetimeFrom
                    /v1/observations?{no2}&datetimeFrom=2019-01-01T00:00:00+01:00&datetimeTo=2019-02-01T00:00:00Z          | 400 | datetimeFrom
                    /v1/observations?{no2}&datetimeFrom=1899-12-31T00:00:00Z&datetimeTo=2019-02-01T00:00:00Z               | 400 | datetimeFrom
                    /v1/observations?{no2}&datetimeFrom=2019-01-01T00:00:00Z&datetimeTo=%2B999999999-01-01T00:00:00Z       | 400 | datetimeTo
                    /v1/observations?{no2}&datetimeFrom=2019-01-01T00:00:00Z&datetimeTo=2019-01-01T00:00:00Z               | 400 | datetimeTo
                    /v1/observations?{no2}&datetimeFrom=2019-01-02T00:00:00Z&datetimeTo=2019-01-01T00:00:00Z               | 400 | datetimeTo
                    /v1/observations?station=X-1&parameter=no2&{day}                 | 404 | parameter
                    /v1/observations?station=nowhere&parameter=no2&{day}             | 404 | station
                    /v1/observations?station=X-1&parameter=nope&{day}                | 404 | parameter
                    /v1/observations?{day}                                           | 400 | station
                    /v1/observations?{no2}&{day}&tz=Madrid                           | 400 | tz
                    /v1/observations?{no2}&datetimeFrom=2019-02-30&datetimeTo=x&tz=Europe/Madrid | 400 | datetimeFrom datetimeTo
                    /v1/observations?{no2}&{day}&asOf=2019-04-02T12:00:01Z           | 400 | asOf
                    /v1/observations?{no2}&{day}&format=csv&cursor=AAAA              | 400 | cursor
                    /v1/observations?{no2}&{day}&preview=true                        | 400 | preview
                    /v1/observations?{no2}&{day}&format=csv&preview=yes              | 400 | preview
                    /v1/observations?parameter=nope&{day}&format=csv                 | 404 | parameter
                    /v1/observations?{no2}&{day}&limit=0                             | 400 | limit
                    /v1/observations?{no2}&{day}&limit=1001                          | 400 | limit
                    /v1/observations?{no2}&{day}&limit=-1                            | 400 | limit
                    /v1/observations?{no2}&{day}&limit=ten                           | 400 | limit
                    /v1/observations?{no2}&{day}&cursor=!!                           | 400 | cursor
                    /v1/observations?{no2}&{day}&cursor=AAAA                         | 400 | cursor
                    /v1/observations?{no2}&{day}&cursor=AAAAAFyglPAAAAAA             | 400 | cursor
                    /v1/observations?{no2}&{day}&format=table                         | 400 | format
                    /v1/observations?{no2}&{day}&format=columns&limit=5               | 400 | limit
                    /v1/observations?{no2}&datetimeFrom=2018-01-01T00:00:00Z&datetimeTo=2019-03-01T00:00:00Z&format=columns | 400 | datetimeTo
                    /v1/aggregates/day?parameter=no2&dateFrom=2019-01-01T00:00:00Z&dateTo=2019-02-01 | 400 | dateFrom
                    /v1/aggregates/day?parameter=no2&dateFrom=1950-01-01&dateTo=2019-02-01   | 400 | dateTo
                    /v1/aggregates/month?dateFrom=2019-01-01&dateTo=2019-02-01       | 400 | parameter
                    /v1/profiles/hourofday?{no2}&dateFrom=2010-01-01&dateTo=2019-02-01 | 400 | dateTo
                    /v1/profiles/hourofday?{no2}&dateFrom=2019-01-01&dateTo=2019-02-01&tz=CET5 | 400 | tz
                    /v1/frames?parameter=no2&datetimeFrom=2019-01-01T00:00:00Z&datetimeTo=2019-01-08T01:00:00Z | 400 | datetimeTo
                    /v1/frames?parameter=no2&{day}&index=aqi:1999                    | 404 | index
                    /v1/frames?parameter=no&{day}&index=eaqi:2024                    | 400 | index
                    /v1/forecasts?{no2}&issuedAt=2001-01-01T00:00:00Z                | 404 | issuedAt
                    /v1/indices/days?index=x&dateFrom=2019-01-01&dateTo=2019-02-01   | 404 | index
                    /v1/indices/protocols/x/hours?{day}                              | 404 | protocol
                    /v1/limits?standard=us                                           | 404 | standard
                    /v1/limits/exceedances?standard=who-2021&year=19                 | 400 | year
                    /v1/changes                                                      | 400 | updatedSince
                    /v1/changes?updatedSince=2019-01-01T00:00:00Z&cursor=x           | 400 | cursor
                    /v1/jobs?state=odd                                               | 400 | state
                    /v1/jobs?cursor=-1                                               | 400 | cursor
                    /v1/models                                                       | 400 | parameter
                    /v1/exports?parameter=nope                                       | 404 | parameter
                    /v1/forecasts?{no2}&level=0.49                                   | 400 | level
                    /v1/forecasts?{no2}&level=0.991                                  | 400 | level
                    /v1/forecasts?{no2}&level=0.95                                   | 400 | level
                    /v1/forecasts?{no2}&level=NaN                                    | 400 | level
                    /v1/forecasts?{no2}&level=90                                     | 400 | level
                    /v1/forecasts?{no2}&at=tomorrow                                  | 400 | at
                    /v1/forecasts?{no2}&at=2019-05-01T00:00:00Z                      | 404 | at
                    /v1/forecasts?{no2}&at=2019-04-01T00:00:00                       | 400 | at
                    """)
    void aWrongRequestIsToldWhichParameterIsToBlame(String request, int status, String parameters) {
        HttpResponse<String> response = API.get(request.replace("{no2}", "station=28079008&parameter=no2")
                .replace("{day}", "datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertProblem(response);
        assertThat(StreamSupport.stream(RunningApi.parse(response).get("errors").spliterator(), false)
                        .map(error -> error.get("parameter").asString())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(parameters);
    }

    @Test
    void anUnknownParameterIsToldTheKnownOnes() {
        assertThat(API.get("/v1/latest?paramter=no2").body())
                .contains("\"message\":\"is not known here; known are parameter, station\"");
    }

    @Test
    void aCursorOfAnotherQuestionIsRefused() {
        String question = "/v1/observations?station=28079008&parameter=no2&limit=1&datetimeFrom=2019-03-31T00:00:00Z";
        String cursor = API.json(question + "&datetimeTo=2019-04-01T00:00:00Z")
                .at("/meta/nextCursor")
                .asString();
        assertThat(API.get(question + "&datetimeTo=2019-04-01T00:00:00Z&cursor=" + cursor)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> response = API.get(question + "&datetimeTo=2019-04-01T01:00:00Z&cursor=" + cursor);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("belongs to another question");
    }

    /** Each line: method, path, Accept, status. */
    @ParameterizedTest
    @CsvSource({
        "GET,/v1/nothing,*/*,404",
        "GET,/nothing.html,text/html,404",
        "GET,/v1/stations/,*/*,404",
        "POST,/v1/stations,*/*,405",
        "DELETE,/v1/observations,*/*,405",
        "GET,/v1/stations,text/csv,406",
        "GET,/actuator/health,*/*,404"
    })
    void everyErrorIsAProblem(String method, String path, String accept, int status) {
        HttpResponse<String> response = API.send(method, path, "Accept", accept);
        assertThat(response.statusCode()).isEqualTo(status);
        assertProblem(response);
        assertThat(RunningApi.parse(response).get("instance").asString()).isEqualTo(path);
    }

    /** What the HTTP client of Java would not send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/stations?bbox=[1] HTTP/1.1",
                "GET /v1/stations/%2F HTTP/1.1",
                "GET /v1/stations/%zz HTTP/1.1",
                "GET /v1/stations?network=%00 HTTP/1.1",
                "GET /v1/stations?network=%C3%28 HTTP/1.1",
                "TRACE /v1/stations HTTP/1.1"
            })
    void evenARequestThatTheServerCannotReadGetsAProblem(String requestLine) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), API.port())) {
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            String answer = read(socket.getInputStream());
            assertThat(answer).startsWith("HTTP/1.1 4");
            assertThat(answer).contains("Content-Type: application/problem+json");
            assertThat(answer).contains("X-Content-Type-Options: nosniff");
            assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("<html");
        }
    }

    @Test
    void aHeadThatIsTooLongIsRefusedWithTheLimit() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), API.port())) {
            socket.getOutputStream()
                    .write(("GET /v1/parameters HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Long: "
                                    + "a".repeat(9_000) + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(read(socket.getInputStream()))
                    .startsWith("HTTP/1.1 4")
                    .contains("application/problem+json")
                    .contains("8 KiB");
        }
    }

    private static String read(InputStream input) throws IOException {
        return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        STATION + ",300",
        "/v1/parameters,300",
        "/v1/latest?parameter=no2,60",
        "/v1/forecasts?station=28079008&parameter=no2,60",
        "/v1/observations?station=28079008&parameter=no2&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-01T00:00:00Z,60"
    })
    void whoHasTheAnswerAlreadyIsNotSentItAgain(String request, int maxAge) {
        HttpResponse<String> first = API.get(request);
        String etag = first.headers().firstValue("ETag").orElseThrow();
        assertThat(header(first, "Cache-Control")).isEqualTo("max-age=" + maxAge + ", public");
        HttpResponse<String> second = API.get(request, "If-None-Match", etag);
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(header(second, "ETag")).isEqualTo(etag);
        assertThat(API.get(request, "If-None-Match", "W/\"other\"").statusCode())
                .isEqualTo(200);
    }

    @Test
    void headHasTheHeadersOfGetAndNoBody() {
        HttpResponse<String> get = API.get(STATION);
        HttpResponse<String> head = API.send("HEAD", STATION);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        for (String name : new String[] {"ETag", "Cache-Control", "Content-Type", "Content-Length", "Link"}) {
            assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
        }
    }

    @Test
    void longAnswersAreCompressed() {
        HttpResponse<String> response = API.get("/v1/parameters", "Accept-Encoding", "gzip");
        assertThat(header(response, "Content-Encoding")).isEqualTo("gzip");
        assertThat(response.headers().firstValue("ETag")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {STATION, "/v1/stations?x=1", "/v1/nothing"})
    void scriptsOfOtherSitesMayReadDataAndErrors(String request) {
        assertThat(header(API.get(request, "Origin", "https://example.org"), "Access-Control-Allow-Origin"))
                .isEqualTo("*");
        HttpResponse<String> preflight =
                API.send("OPTIONS", request, "Origin", "https://example.org", "Access-Control-Request-Method", "GET");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(header(preflight, "Access-Control-Allow-Methods")).isEqualTo("GET, HEAD");
    }

    @Test
    void pagesOutsideTheDataAreNotOpenToOtherSites() {
        assertThat(API.get("/nothing.html", "Origin", "https://example.org")
                        .headers()
                        .firstValue("Access-Control-Allow-Origin"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {STATION, "/v1/nothing", "/nothing.html", "/v3/api-docs"})
    void browsersAreToldToUseNothingButThisServer(String path) {
        HttpResponse<String> response = API.get(path);
        assertThat(header(response, "Content-Security-Policy").split("; "))
                .containsExactlyInAnyOrder(
                        "default-src 'self'",
                        "img-src 'self' data:",
                        "style-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'",
                        "form-action 'self'");
        assertThat(header(response, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(response, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(response.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void onlyHealthIsServedOnThePortForOperators() {
        assertThat(API.getFromManagement("/actuator/health").body()).contains("\"status\":\"UP\"");
        for (String other : new String[] {"/actuator", "/actuator/env", "/actuator/beans", "/v1/stations"}) {
            assertThat(API.getFromManagement(other).statusCode()).as(other).isEqualTo(404);
        }
    }

    @Test
    void numbersThatJsonDoesNotHaveAreNotWritten() {
        JsonMapper mapper = API.context().getBean(JsonMapper.class);
        for (Number number : new Number[] {Double.NaN, Float.NaN, Double.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> mapper.writeValueAsString(Map.of("value", number)))
                    .hasMessageContaining("not a finite number");
        }
        assertThat(mapper.writeValueAsString(Map.of("value", 0.1f))).isEqualTo("{\"value\":0.1}");
    }

    // --- the document

    @Test
    void everyPathIsDocumentedAndEveryDocumentedPathIsThere() {
        TreeSet<String> mapped =
                API.context().getBean(RequestMappingHandlerMapping.class).getHandlerMethods().keySet().stream()
                        .flatMap(mapping -> mapping.getPatternValues().stream())
                        .filter(path -> path.startsWith("/v1") && !path.startsWith("/v1/openapi."))
                        .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> documented =
                new TreeSet<>(API.json("/v1/openapi.json").get("paths").propertyNames());
        assertThat(documented).isEqualTo(mapped).hasSizeGreaterThan(6);
    }

    @Test
    void theDocumentIsThereAsJsonAndAsYaml() {
        assertThat(API.get("/v1/openapi.json").body()).startsWith("{\"");
        HttpResponse<String> yaml = API.get("/v1/openapi.yaml");
        assertThat(header(yaml, "Content-Type")).startsWith("application/yaml");
        assertThat(yaml.body()).contains("openapi: 3.1").contains("/v1/me/usage:");
    }

    @Test
    void everyParameterIsDescribedAndEveryAnswerHasASchema() {
        JsonNode document = API.json("/v1/openapi.json");
        assertThat(document.get("openapi").asString()).startsWith("3.1");
        document.get("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().get("get");
            for (String member : new String[] {"summary", "operationId"}) {
                assertThat(get.path(member).asString(""))
                        .as(path.getKey() + " " + member)
                        .isNotEmpty();
            }
            assertThat(get.at("/responses/200/content/application~1json/schema").isMissingNode())
                    .as(path.getKey() + " has a schema: " + get.get("responses"))
                    .isFalse();
            for (String status : new String[] {"400", "401", "429", "503"}) {
                assertThat(get.at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                                .asString(""))
                        .as(path.getKey() + " " + status)
                        .isEqualTo("#/components/schemas/Problem");
            }
            if (get.has("parameters")) {
                get.get("parameters").forEach(parameter -> {
                    assertThat(parameter.has("description"))
                            .as(path.getKey() + " " + parameter)
                            .isTrue();
                    assertThat(Operations.example(parameter)).isNotEmpty();
                    assertThat(parameter.at("/schema/type").isString())
                            .as(parameter.toString())
                            .isTrue();
                });
            }
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/stations",
                STATION,
                "/v1/parameters",
                "/v1/latest?parameter=no2",
                "/v1/observations?station=28079008&parameter=no2&limit=20&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z",
                "/v1/observations?station=28079008&parameter=no2&format=columns&datetimeFrom=2019-03-31T00:00:00Z&datetimeTo=2019-04-03T00:00:00Z",
                "/v1/forecasts?station=28079008&parameter=no2",
                "/v1/forecasts?station=28079008&parameter=no2&at=2019-04-01T00:00:00Z",
                "/v1/forecasts?station=28079008&parameter=no2&level=2",
                "/v1/nothing"
            })
    void everyAnswerIsAsDocumented(String request) {
        JsonNode document = API.json("/v1/openapi.json");
        HttpResponse<String> response = API.get(request);
        String path = request.replaceAll("\\?.*", "").replace(STATION, "/v1/stations/{code}");
        JsonNode schema = response.statusCode() == 200
                ? document.get("paths").get(path).at("/get/responses/200/content/application~1json/schema")
                : document.at("/components/schemas/Problem");
        assertThat(DocumentedForm.mismatch(document, schema, RunningApi.parse(response), "answer"))
                .isEqualTo("none");
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        JsonNode document = API.json("/v1/openapi.json");
        java.util.regex.Matcher references =
                java.util.regex.Pattern.compile("\"\\$ref\":\"#([^\"]+)\"").matcher(document.toString());
        int count = 0;
        while (references.find()) {
            assertThat(document.at(references.group(1)).isMissingNode())
                    .as(references.group(1))
                    .isFalse();
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }

    @Test
    void theDocumentationPageAsksNoOtherServer() {
        HttpResponse<String> redirect = API.get("/docs");
        assertThat(redirect.statusCode()).isEqualTo(302);
        assertThat(header(redirect, "Location")).endsWith("/swagger-ui/index.html");
        assertThat(API.get("/swagger-ui/index.html").body())
                .contains("swagger-ui-bundle.js")
                .doesNotContain("https://");
        assertThat(API.get("/swagger-ui/swagger-initializer.js").body())
                .doesNotContain("petstore")
                .doesNotContain("https://");
        assertThat(API.json("/v3/api-docs/swagger-config").toString()).contains("\"validatorUrl\":\"none\"");
    }

    private static void assertProblem(HttpResponse<String> response) {
        assertThat(header(response, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
        JsonNode problem = RunningApi.parse(response);
        assertThat(problem.get("status").asInt()).isEqualTo(response.statusCode());
        for (String member : new String[] {"type", "title", "detail", "instance"}) {
            assertThat(problem.get(member).asString()).as(member).isNotEmpty();
        }
    }

    private static String header(HttpResponse<String> response, String name) {
        return response.headers().firstValue(name).orElse("(none)");
    }
}
