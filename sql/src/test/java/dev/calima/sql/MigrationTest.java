package dev.calima.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.Migrations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationTest {

    private static final TestDatabase DATABASE = TestDatabase.create();

    @Test
    void migratingAgainDoesNothing() {
        assertThat(Migrations.migrate(DATABASE.admin())).isZero();
    }

    @Test
    void everyTableAndColumnOfOursIsExplained() {
        assertThat(DATABASE.value("""
                        SELECT coalesce(string_agg(c.relname || coalesce('.' || a.attname, ''), ', '), 'none')
                        FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'calima'
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                        WHERE c.relkind IN ('r', 'v') AND (col_description(c.oid, a.attnum) IS NULL OR obj_description(c.oid) IS NULL)
                        """))
                .as("columns without COMMENT: add one, with the unit, in the migration that makes the column")
                .isEqualTo("none");
    }

    @Test
    void everyObjectBelongsToTheOwnerRole() {
        assertThat(DATABASE.value("""
                        SELECT string_agg(DISTINCT pg_get_userbyid(c.relowner), ',')
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname IN ('calima', 'batch', 'quartz')
                        """)).isEqualTo("calima_owner");
    }

    @Test
    void theReaderCannotWriteEvenWhenItAsksTo() {
        assertThatThrownBy(() -> as(DatabaseRole.READER, "INSERT INTO calima.network (code) VALUES ('x')"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only transaction");
        assertThatThrownBy(() -> as(
                        DatabaseRole.READER,
                        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE",
                        "DELETE FROM calima.observation_day"))
                .hasMessageContaining("permission denied");
    }

    /** Each line: role, statement that it must not be able to run. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    READER  | SELECT * FROM batch.batch_job_instance
                    READER  | SELECT * FROM quartz.qrtz_locks
                    READER  | SELECT * FROM calima.rejected_reading
                    READER  | SELECT fitted FROM calima.model
                    READER  | SELECT changed_by FROM calima.champion_change
                    OPERATOR | SELECT fitted FROM calima.model
                    OPERATOR | UPDATE calima.model SET algorithm = 'mine'
                    OPERATOR | DELETE FROM calima.champion_change
                    TRAINER | SELECT * FROM calima.audit
                    TRAINER | INSERT INTO calima.observation_day SELECT * FROM calima.observation_day
                    TRAINER | DELETE FROM calima.forecast
                    READER  | SELECT * FROM calima.api_key
                    READER  | SELECT * FROM calima.api_key_day
                    READER  | SELECT calima.take_quota('address 192.0.2.1', 1, 60, 1)
                    GATE    | SELECT * FROM calima.observation_day
                    GATE    | SELECT * FROM calima.station
                    GATE    | SELECT * FROM calima.quota_window
                    GATE    | UPDATE calima.quota_window SET taken = 0
                    GATE    | INSERT INTO calima.api_key_day VALUES ('x', '2026-01-01', 1)
                    GATE    | UPDATE calima.api_key SET revoked_at = NULL
                    GATE    | DELETE FROM calima.api_key
                    LOADER  | SELECT * FROM calima.api_key
                    TRAINER | SELECT * FROM calima.api_key
                    OPERATOR | UPDATE calima.api_key SET secret_hmac = sha256('x')
                    OPERATOR | UPDATE calima.api_key SET expires_at = NULL
                    OPERATOR | DELETE FROM calima.api_key
                    READER  | SELECT * FROM calima.run
                    READER  | SELECT * FROM calima.audit
                    TRAINER | UPDATE calima.run SET state = 'completed'
                    OPERATOR | SELECT * FROM calima.observation_day
                    OPERATOR | UPDATE calima.run SET done = 1
                    OPERATOR | UPDATE calima.load_ledger SET epoch = 0
                    OPERATOR | UPDATE calima.audit SET actor = 'nobody'
                    OPERATOR | SELECT * FROM batch.batch_job_execution_context
                    OPERATOR | UPDATE batch.batch_job_execution SET status = 'FAILED'
                    LOADER  | SELECT * FROM quartz.qrtz_triggers
                    SCHEDULER | SELECT * FROM calima.schedule
                    SCHEDULER | CREATE TABLE quartz.mine (a int)
                    OPERATOR | UPDATE calima.schedule SET enabled = false
                    OPERATOR | DELETE FROM calima.schedule
                    LOADER  | DELETE FROM calima.run
                    LOADER  | UPDATE calima.audit SET actor = 'nobody'
                    LOADER  | DELETE FROM calima.observation_day
                    LOADER  | UPDATE calima.model SET state = 'retired'
                    LOADER  | CREATE TABLE calima.mine (a int)
                    LOADER  | CREATE TABLE public.mine (a int)
                    """)
    void aRoleIsRefusedWhatIsNotItsWork(DatabaseRole role, String sql) {
        assertThatThrownBy(() -> as(role, sql)).hasMessageContaining("permission denied");
    }

    /** Whatever tables there will be: who reads for the public writes nothing, and nobody but the owner may empty or drop one. */
    @Test
    void theReaderAndTheGateCannotWriteAnyTableAndNobodyMayEmptyOne() {
        String tables = "FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace,"
                + " unnest('{calima_loader,calima_trainer,calima_operator,calima_scheduler,calima_gate,calima_reader}'::text[]) AS role"
                + " WHERE n.nspname IN ('calima', 'batch', 'quartz') AND c.relkind IN ('r', 'p', 'v')";
        assertThat(DATABASE.value("SELECT coalesce(string_agg(role || ' ' || c.relname, ', '), 'none') " + tables
                        + " AND role IN ('calima_gate', 'calima_reader')"
                        + " AND (has_table_privilege(role, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER')"
                        + " OR has_any_column_privilege(role, c.oid, 'INSERT, UPDATE'))"))
                .isEqualTo("none");
        assertThat(DATABASE.value("SELECT coalesce(string_agg(role || ' ' || c.relname, ', '), 'none') " + tables
                        + " AND has_table_privilege(role, c.oid, 'TRUNCATE, TRIGGER, REFERENCES')"))
                .isEqualTo("none");
        assertThat(DATABASE.value("SELECT string_agg(c.relname, ' ' ORDER BY c.relname) " + tables
                        + " AND role = 'calima_gate' AND has_any_column_privilege(role, c.oid, 'SELECT')"))
                .isEqualTo("api_key api_key_day");
    }

    @Test
    void theViewShowsUsableValuesAndKeepsTheOthersApart() {
        TestDatabase database = TestDatabase.create();
        database.execute(
                "INSERT INTO calima.network (code, name, country, time_zone, attribution, licence) VALUES ('n', 'N', 'ES', 'UTC', 'a', 'l')",
                "INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude) VALUES (1, 's', 'S', 'traffic', 40, -3)",
                "INSERT INTO calima.series (station_id, parameter_id) VALUES (1, 8)",
                "INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path) VALUES ('f', decode(repeat('00', 32), 'hex'), 'f', 'f', 1, 'f')",
                "INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values) VALUES (1, '2018-10-28', 1, decode('01094500c1', 'hex') || decode(repeat('00', 19), 'hex'), ARRAY[10, 20, 30, NULL, 9999]::real[] || array_fill(NULL::real, ARRAY[19]))");
        assertThat(database.value("""
                        SELECT string_agg(concat_ws('/', to_char(period_start AT TIME ZONE 'UTC', 'MM-DD HH24'), to_char(period_end AT TIME ZONE 'UTC', 'HH24'),
                                          coalesce(value::text, '-'), flag, published_value), ' ' ORDER BY period_start)
                        FROM calima.observation
                        """))
                .isEqualTo("10-28 00/01/10/1/10 10-28 01/02/20/9/20 10-28 02/03/-/69/30 10-28 04/05/-/193/9999");
    }

    @Test
    void layingADayOverAnotherKeepsTheHoursThatTheNewOneDoesNotHave() {
        assertThat(DATABASE.value("SELECT calima.overlay_values('{1,2,NULL}', '{NULL,5,6}', '\\x000140')"))
                .isEqualTo("{1,5,6}");
        assertThat(DATABASE.value("SELECT calima.overlay_flags('\\x014000', '\\x000140')"))
                .isEqualTo("\\x010140");
    }

    @Test
    void aDayOfASeriesOrFileThatDoesNotExistIsRefused() {
        String insert = "INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)"
                + " VALUES (%d, '2019-01-01', 1, '\\x01', '{1}')";
        TestDatabase database = TestDatabase.create();
        assertThatThrownBy(() -> database.execute(insert.formatted(4711)))
                .hasMessageContaining("names a series that does not exist");
        database.execute(
                "INSERT INTO calima.network (code, name, country, time_zone, attribution, licence) VALUES ('n', 'N', 'ES', 'UTC', 'a', 'l')",
                "INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude) VALUES (1, 's', 'S', 'traffic', 40, -3)",
                "INSERT INTO calima.series (station_id, parameter_id) VALUES (1, 8)");
        assertThatThrownBy(() -> database.execute(insert.formatted(1)))
                .hasMessageContaining("names a file that does not exist");
    }

    @Test
    void whatWasThereBeforeThereWereAggregatesIsStale(@TempDir Path older) throws Exception {
        Path migrations = Path.of("src/main/resources/db/migration");
        try (var files = Files.list(migrations)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (!name.startsWith("V") || name.compareTo("V014") < 0) {
                    Files.copy(file, older.resolve(name));
                }
            }
        }
        DATABASE.execute("CREATE DATABASE before_aggregates");
        DatabaseAccess admin = DATABASE.admin();
        DatabaseAccess before = new DatabaseAccess(
                admin.url().substring(0, admin.url().lastIndexOf('/') + 1) + "before_aggregates",
                admin.user(),
                admin.password());
        Migrations.migrate(before, "filesystem:" + older);
        try (Connection connection = before.connect();
                Statement statement = connection.createStatement()) {
            for (String insert : List.of(
                    "INSERT INTO calima.network (code, name, country, time_zone, attribution, licence) VALUES ('n', 'N', 'ES', 'UTC', 'a', 'l')",
                    "INSERT INTO calima.station (network_id, code, name, kind, latitude, longitude) VALUES (1, 's', 'S', 'traffic', 40, -3)",
                    "INSERT INTO calima.series (station_id, parameter_id) VALUES (1, 8)",
                    "INSERT INTO calima.raw_file (feed, sha256, file_name, source, size_bytes, landed_path) VALUES ('f', decode(repeat('00', 32), 'hex'), 'f', 'f', 1, 'f')",
                    "INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values) SELECT 1, day, 1, '\\x01', '{1}' FROM unnest('{2019-01-01,2019-01-31,2019-02-03}'::date[]) AS day")) {
                statement.execute(insert);
            }
            Migrations.migrate(before);
            try (var row = statement.executeQuery(
                    "SELECT string_agg(series_id || ' ' || month || ' ' || days, ', ' ORDER BY month) FROM calima.stale_days")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("1 2019-01-01 " + ((1 << 30) + 1) + ", 1 2019-02-01 4");
            }
        }
    }

    private static void as(DatabaseRole role, String... statements) throws SQLException {
        try (Connection connection = DATABASE.access(role).connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
