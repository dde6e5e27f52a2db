package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The account that the API uses, and the plans of its queries on tables that are not small. */
class DatabaseTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final String MAY =
            "station=S3&parameter=no2&datetimeFrom=2016-05-01T00:00:00Z&datetimeTo=2016-08-01T00:00:00Z";
    private static final String YEAR = "parameter=no2&dateFrom=2016-01-01&dateTo=2017-01-01";
    /** At least one of each endpoint, and of each that has several ways of reading. */
    static final List<String> EVERY_REQUEST = List.of(
            "/v1/stations?parameter=no2",
            "/v1/stations/S3",
            "/v1/parameters",
            "/v1/latest?parameter=no2",
            "/v1/latest?parameter=no2&station=S3",
            "/v1/observations?" + MAY,
            "/v1/observations?" + MAY + "&format=columns",
            "/v1/observations?" + MAY + "&asOf=2019-01-01T00:00:00Z",
            "/v1/observations?format=csv&datetimeFrom=2010-01-01T00:00:00Z&datetimeTo=2019-08-01T00:00:00Z",
            "/v1/observations?format=csv&preview=true&datetimeFrom=2010-01-01T00:00:00Z&datetimeTo=2019-08-01T00:00:00Z",
            "/v1/aggregates/day?" + YEAR,
            "/v1/aggregates/month?" + YEAR,
            "/v1/aggregates/year?" + YEAR,
            "/v1/profiles/hourofday?station=S3&" + YEAR,
            "/v1/profiles/dayofweek?station=S3&" + YEAR,
            "/v1/profiles/monthofyear?station=S3&" + YEAR,
            "/v1/frames?parameter=no2&datetimeFrom=2018-03-31T00:00:00Z&datetimeTo=2018-04-03T00:00:00Z&index=eaqi:2024",
            "/v1/forecasts?station=28079008&parameter=no2",
            "/v1/forecasts?station=28079008&parameter=no2&at=2019-04-01T00:00:00Z",
            "/v1/forecasts?station=28079008&parameter=no2&issuedAt=2019-03-31T00:00:00Z",
            "/v1/forecasts/fan?station=28079008&parameter=no2",
            "/v1/forecasts/skill?station=28079008&parameter=no2",
            "/v1/indices",
            "/v1/indices/days?index=eaqi:2024&dateFrom=2016-01-01&dateTo=2017-01-01",
            "/v1/indices/protocols/madrid-no2/hours?datetimeFrom=2018-03-01T00:00:00Z&datetimeTo=2018-03-08T00:00:00Z",
            "/v1/exports",
            "/v1/limits",
            "/v1/limits/exceedances?standard=eu-2008-50&year=2016",
            "/v1/changes?updatedSince=2016-01-01T00:00:00Z",
            "/v1/changes?updatedSince=2019-01-01T00:00:00Z&station=S3&parameter=no2",
            "/v1/jobs",
            "/v1/me/usage",
            "/v1/feeds/status",
            "/v1/models?parameter=no2");

    private static RunningApi api;
    private static final List<String> STATEMENTS = new ArrayList<>();

    /** 8 000 days of observations of 8 series, 200 forecasts of 72 steps. */
    @BeforeAll
    static void fill() {
        Seed.into(DATABASE);
        DATABASE.execute(
                """
                INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude)
                SELECT 1, 'S' || n, 'S' || n, 'unknown', 40, -3 FROM generate_series(1, 8) AS n
                """,
                "INSERT INTO calima.series (station_id, parameter_id) SELECT station_id, 8 FROM calima.station WHERE code LIKE 'S%'",
                """
                INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
                SELECT series_id, date '2016-01-01' + n, 1, decode(repeat('01', 24), 'hex'), array_fill(n::real, ARRAY[24])
                FROM calima.series JOIN calima.station USING (station_id), generate_series(0, 999) AS n WHERE code LIKE 'S%'
                """,
                """
                INSERT INTO calima.forecast (series_id, model_id, origin, valid_until, step_minutes, method, quantile_levels)
                SELECT series_id, model_id, timestamptz '2018-01-01 00:00Z' + n * interval '1 hour',
                       timestamptz '2018-01-04 00:00Z' + n * interval '1 hour', 60, 'ridge-direct', '{0.05,0.5,0.95}'
                FROM calima.model, generate_series(1, 200) AS n WHERE state = 'active'
                """,
                """
                INSERT INTO calima.forecast_value
                SELECT forecast_id, n, origin + (n - 1) * interval '1 hour', '{1,2,3}'
                FROM calima.forecast, generate_series(1, 72) AS n WHERE origin < '2019-01-01'
                """,
                """
                INSERT INTO calima.observation_change (series_id, day, changed_at, previous_at, raw_file_id, previous_raw_file_id,
                  previous_rules_version, steps, old_values, new_values, old_flags, new_flags)
                SELECT series_id, day, timestamptz '2018-12-31 00:00Z' + series_id * interval '1 minute' + (day - date '2016-01-01') * interval '1 second',
                       '2017-12-31 00:00Z', 1, 1, 0, '{1}', '{1}', '{2}', '\\x01', '\\x01'
                FROM calima.observation_day WHERE series_id > 4
                """,
                """
                INSERT INTO calima.feed (feed, network_id, has_source, publication_delay_minutes, late_after_minutes)
                VALUES ('f', 1, true, 60, 60)
                """,
                "INSERT INTO calima.feed_parameter (feed, parameter_id) VALUES ('f', 8)",
                "ANALYZE");
        api = RunningApi.over(DATABASE);
        api.context()
                .getBean(DefaultConfiguration.class)
                .setAppending(new DefaultExecuteListenerProvider(new ExecuteListener() {
                    @Override
                    public void renderEnd(ExecuteContext context) {
                        String sql = String.valueOf(context.sql());
                        if (!sql.startsWith("SET ")) { // it has no plan
                            STATEMENTS.add(sql);
                        }
                    }
                }));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void theAccountCannotWrite() {
        assertThatThrownBy(() -> run("INSERT INTO calima.network (code) VALUES ('x')"))
                .hasMessageContaining("read-only transaction");
        assertThatThrownBy(
                        () -> run(
                                "SET transaction_read_only = off; INSERT INTO calima.observation_day SELECT * FROM calima.observation_day"))
                .hasMessageContaining("permission denied");
        assertThat(DATABASE.access(DatabaseRole.READER).user()).isEqualTo("calima_reader");
    }

    @Test
    void noQueryRunsForEver() {
        assertThatThrownBy(() -> run("SELECT pg_sleep(20)")).hasMessageContaining("statement timeout");
    }

    @ParameterizedTest
    @FieldSource("EVERY_REQUEST")
    void noQueryScansAWholeTable(String request) throws SQLException {
        STATEMENTS.clear();
        assertThat(api.get(request).statusCode()).isEqualTo(200);
        for (String statement : STATEMENTS) {
            String plan = explain(statement);
            assertThat(plan)
                    .as(statement + "\n" + plan)
                    .doesNotContain("Seq Scan on observation_day")
                    .doesNotContain("Seq Scan on observation_change")
                    .doesNotContain("Seq Scan on forecast_value");
        }
    }

    /** What PostgreSQL itself has counted, with the plans that the API's role really gets. */
    @Test
    void noTableOfValuesIsEverReadWhole() {
        String scans = "SELECT sum(seq_scan) FROM pg_stat_user_tables WHERE relname IN"
                + " ('observation_day', 'observation_change', 'forecast_value')";
        String lookUps = "SELECT sum(idx_scan) FROM pg_stat_user_tables WHERE relname = 'observation_day'";
        String before = DATABASE.value(scans);
        long lookedUpBefore = Long.parseLong(DATABASE.value(lookUps));
        try (RunningApi other = RunningApi.over(DATABASE)) { // connections tell their counts when they end
            EVERY_REQUEST.forEach(request ->
                    assertThat(other.get(request).statusCode()).as(request).isEqualTo(200));
        }
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (Long.parseLong(DATABASE.value(lookUps)) == lookedUpBefore && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(DATABASE.value(scans)).isEqualTo(before);
    }

    @Test
    void everyEndpointIsAmongTheRequests() {
        Set<String> asked = EVERY_REQUEST.stream()
                .map(request -> request.replaceAll("\\?.*", "")
                        .replace("/stations/S3", "/stations/{code}")
                        .replace("madrid-no2", "{protocol}"))
                .collect(Collectors.toSet());
        assertThat(asked)
                .as("a new endpoint? Add a request to EVERY_REQUEST, so that its plans are looked at")
                .containsAll(new ArrayList<>(
                        api.json("/v1/openapi.json").get("paths").propertyNames()));
    }

    @Test
    void withoutTheDatabaseTheAnswerIsToComeBackLater() {
        TestDatabase gone = TestDatabase.create();
        try (RunningApi orphan = RunningApi.over(gone)) {
            assertThat(orphan.get("/v1/parameters").statusCode()).isEqualTo(200);
            String name = gone.value("SELECT current_database()");
            DATABASE.execute(
                    "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false",
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
            HttpResponse<String> response = orphan.get("/v1/parameters");
            assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(response.body()).doesNotContain("SQL").doesNotContain(name);
            assertThat(orphan.getFromManagement("/actuator/health").statusCode())
                    .isEqualTo(503);
            DATABASE.execute("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
            assertThat(orphan.get("/v1/parameters").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aFailureOfOursTellsNothingOfOurInsides() {
        TestDatabase broken = TestDatabase.create();
        try (RunningApi ill = RunningApi.over(broken)) {
            broken.execute("ALTER TABLE calima.parameter RENAME COLUMN decimals TO digits");
            HttpResponse<String> response = ill.get("/v1/parameters");
            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).isEqualTo("""
                            {"detail":"The server failed to answer; the failure is logged.","instance":"/v1/parameters",\
                            "status":500,"title":"Internal Server Error","type":"about:blank"}""");
        }
    }

    private static void run(String sql) throws SQLException {
        try (Connection connection = api.context().getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The plan that the API's role gets is made without knowing the parameters. */
    private static String numbered(String sql) {
        int[] number = {0};
        return Pattern.compile("[?]").matcher(sql).replaceAll(match -> "\\$" + ++number[0]);
    }

    /** In simple queries, for a statement with parameters can be explained, but not bound, without them. */
    private static String explain(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        DatabaseAccess reader = DATABASE.access(DatabaseRole.READER);
        String simple = reader.url() + (reader.url().contains("?") ? "&" : "?") + "preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(simple, reader.user(), reader.password());
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN (GENERIC_PLAN) " + numbered(sql))) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
