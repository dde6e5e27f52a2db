package dev.calima.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.impl.DefaultConfiguration;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account that the API uses, and the plans of its queries on tables that are not small. */
class DatabaseTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
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
                "ANALYZE");
        api = RunningApi.over(DATABASE);
        api.context()
                .getBean(DefaultConfiguration.class)
                .setAppending(new DefaultExecuteListenerProvider(new ExecuteListener() {
                    @Override
                    public void renderEnd(ExecuteContext context) {
                        STATEMENTS.add(context.dsl().renderInlined(context.query()));
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
    @ValueSource(
            strings = {
                "/v1/latest?parameter=no2",
                "/v1/latest?parameter=no2&station=S3",
                "/v1/observations?station=S3&parameter=no2&datetimeFrom=2016-05-01T00:00:00Z&datetimeTo=2016-05-02T00:00:00Z",
                "/v1/observations?station=S3&parameter=no2&datetimeFrom=2016-05-01T00:00:00Z&datetimeTo=2016-08-01T00:00:00Z&format=columns",
                "/v1/forecasts?station=28079008&parameter=no2",
                "/v1/forecasts?station=28079008&parameter=no2&at=2019-04-01T00:00:00Z"
            })
    void noQueryScansAWholeTable(String request) throws SQLException {
        STATEMENTS.clear();
        assertThat(api.get(request).statusCode()).isEqualTo(200);
        assertThat(STATEMENTS).isNotEmpty();
        for (String statement : STATEMENTS) {
            String plan = explain(statement);
            assertThat(plan)
                    .as(statement + "\n" + plan)
                    .doesNotContain("Seq Scan on observation_day")
                    .doesNotContain("Seq Scan on forecast_value");
        }
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

    private static String explain(String sql) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = api.context().getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                var rows = statement.executeQuery("EXPLAIN " + sql)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        return plan.toString();
    }
}
