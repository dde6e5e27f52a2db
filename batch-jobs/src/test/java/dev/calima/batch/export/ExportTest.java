package dev.calima.batch.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.Control;
import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.SyntheticNetwork;
import dev.calima.sql.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is published is what the database says, read by another program; only what changed is published again. */
@Timeout(120)
class ExportTest {

    private static final String COLUMNS =
            "station, parameter, period_start, period_end, value, unit, validity, verification, quality";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private BatchTestContext platform;

    @BeforeEach
    void start() {
        SyntheticNetwork network = SyntheticNetwork.seed(database);
        network.addDays(1, -1, 0, (day, hour) -> hour); // its last hour belongs to the next year in Madrid
        database.execute(
                "UPDATE calima.observation_day SET flags = decode(replace(encode(flags, 'hex'), '40', '45'), 'hex')",
                "UPDATE calima.observation_day SET flags = set_byte(flags, 3, 225), quality = set_byte(decode(repeat('00', 24), 'hex'), 3, 12)"
                        + " WHERE series_id = 2 AND day = date '2024-02-01'",
                "UPDATE calima.observation_day SET flags = set_byte(flags, 5, 0), values[6] = NULL WHERE series_id = 2 AND day = date '2024-02-02'");
        platform = BatchTestContext.start(database, SyntheticNetwork.config(folder.resolve("config")), folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void filesSayWhatTheDatabaseSays() throws Exception {
        assertThat(export().years()).isEqualTo(5);
        assertThat(
                        database.value(
                                "SELECT string_agg(concat_ws(' ', parameter, year, format, row_count), ', ' ORDER BY parameter, year, format) FROM calima.export"))
                .startsWith("no2 2023 csv 23, no2 2023 parquet 23, no2 2024 csv 7200");
        for (String format : List.of("csv", "parquet")) {
            for (String year : List.of("2023", "2024")) {
                Path file = file(format, "no2", year);
                String table = format.equals("csv")
                        ? "read_csv('" + file + "', all_varchar = true)"
                        : "read_parquet('" + file + "')";
                assertThat(read("SELECT station, parameter, epoch_ms(period_start::TIMESTAMPTZ),"
                                + " epoch_ms(period_end::TIMESTAMPTZ), value::FLOAT, unit, validity::INTEGER, verification::INTEGER,"
                                + " coalesce(quality, '') FROM " + table + " ORDER BY 1, 3"))
                        .as(format + " of " + year)
                        .isEqualTo(stored(year));
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file))))
                        .isEqualTo(
                                database.value("SELECT sha256 FROM calima.export WHERE parameter = 'no2' AND format = '"
                                        + format + "' AND year = " + year + " AND size_bytes = " + Files.size(file)));
            }
        }
        assertThat(read("SELECT string_agg(column_name, ', ') FROM (DESCRIBE SELECT * FROM read_csv('"
                        + file("csv", "no2", "2024") + "'))"))
                .containsExactly(COLUMNS);
    }

    @Test
    void onlyYearsThatChangedArePublishedAgainAndReplacedFilesGoLater() throws Exception {
        export();
        assertThat(export().years()).as("nothing has changed").isZero();
        Path before = file("csv", "no2", "2024");
        database.execute("UPDATE calima.observation_day SET values[1] = 77, updated_at = clock_timestamp()"
                + " WHERE series_id = 1 AND day = date '2024-03-01'");
        assertThat(export().years()).isEqualTo(1);
        Path after = file("csv", "no2", "2024");
        assertThat(after).isNotEqualTo(before).exists();
        assertThat(before).as("whoever has its address may still fetch it").exists();
        database.execute("UPDATE calima.export_file SET published_at = published_at - interval '9 days',"
                + " replaced_at = replaced_at - interval '8 days' WHERE replaced_at IS NOT NULL");
        assertThat(export().removed()).isEqualTo(2);
        assertThat(before).doesNotExist();
        assertThat(after).exists();
    }

    @Test
    void whatWasCutOffGoesOn() throws Exception {
        Path exports = folder.resolve("exports");
        Files.createDirectories(exports.resolve("madrid"));
        Path obstacle = Files.writeString(exports.resolve("madrid/pm10"), "in the way");
        assertThatThrownBy(this::export)
                .isInstanceOf(ExportFailedException.class)
                .hasMessageContaining("calima export goes on from there");
        long published = Long.parseLong(database.value("SELECT count(*) FROM calima.export"));
        assertThat(published).isPositive();
        assertThat(database.value("SELECT count(*) FROM calima.export WHERE parameter = 'pm10'"))
                .isEqualTo("0");
        Files.delete(obstacle);
        assertThat(export().years()).isEqualTo(5 - published / 2);
        assertThat(database.value("SELECT count(*) FROM calima.export_file WHERE replaced_at IS NOT NULL"))
                .as("nothing is published twice")
                .isEqualTo("0");
    }

    @Test
    void noCellIsTakenForAFormula() {
        assertThat(CsvExport.text("=1+1")).isEqualTo("'=1+1");
        assertThat(CsvExport.text("@a,\"b\"")).isEqualTo("\"'@a,\"\"b\"\"\"");
        assertThat(CsvExport.text("µg/m³")).isEqualTo("µg/m³");
    }

    private ExportOutcome export() throws Exception {
        return platform.get(ExportJob.class).publish(new Control(new Progress(), new StopSignal()));
    }

    private Path file(String format, String parameter, String year) {
        return folder.resolve("exports")
                .resolve(database.value("SELECT key FROM calima.export WHERE format = '" + format
                        + "' AND parameter = '" + parameter + "' AND year = " + year));
    }

    private List<String> stored(String year) throws Exception {
        String sql = """
                SELECT t.code, p.code, (extract(epoch FROM o.period_start) * 1000)::bigint, (extract(epoch FROM o.period_end) * 1000)::bigint,
                       o.published_value, p.unit, o.validity, o.verification,
                       concat_ws(' ', CASE WHEN o.quality & 4 > 0 THEN 'stuck' END, CASE WHEN o.quality & 8 > 0 THEN 'spike' END)
                FROM calima.observation o JOIN calima.series s USING (series_id) JOIN calima.station t USING (station_id)
                JOIN calima.parameter p USING (parameter_id)
                WHERE p.code = 'no2' AND extract(year FROM o.period_start AT TIME ZONE 'Europe/Madrid') = %s
                ORDER BY 1, 3
                """.formatted(year);
        try (Connection connection = database.admin().connect()) {
            return rows(connection, sql);
        }
    }

    private static List<String> read(String sql) throws Exception {
        try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties())) {
            return rows(connection, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    Object cell = row.getObject(i);
                    text.append(i > 1 ? "|" : "").append(cell);
                }
                rows.add(text.toString());
            }
            return rows;
        }
    }
}
