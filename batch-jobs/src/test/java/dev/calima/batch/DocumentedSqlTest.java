package dev.calima.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The SQL of the documentation is run as the role that it is for, on a real correction: PM10 of station 28079018 on 2018-11-30
 * was 1 and valid for H01 to H11 in the file of the day, and is 1 and not valid in that of the month.
 */
class DocumentedSqlTest {

    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples");
    private static final Pattern BLOCK = Pattern.compile("(?s)```sql\\n(.*?)```");
    private static final String MOMENT = "'2026-11-24 10:00Z'";

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();

    @Test
    void everyQueryRunsAndThoseOfChangesTellTheCorrection() throws Exception {
        String before;
        try (BatchTestContext platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder)) {
            IngestJob job = platform.get(IngestJob.class);
            job.load("madrid-air-realtime", List.of(sample("madrid-air-realtime/2018-11-30T11.excerpt.txt.gz")), false);
            before = database.value("SELECT clock_timestamp()");
            job.load("madrid-air-hourly", List.of(sample("madrid-air-hourly/nov_mo18.csv.gz")), false);
        }
        List<String> queries = new ArrayList<>();
        for (String page : List.of("explore-sql.md", "quality.md")) {
            for (String block : blocks(page)) {
                queries.addAll(List.of(block.replace(MOMENT, "'" + before + "'").split(";\\s*(?:--.*)?\\n")));
            }
        }
        assertThat(queries).hasSizeGreaterThan(15);
        try (Connection reader = database.access(DatabaseRole.READER).connect()) {
            for (String query : queries) {
                assertThatCode(() -> rows(reader, query)).as(query).doesNotThrowAnyException();
            }
            List<String> corrections = rows(reader, one(queries, "FROM observation_revision")).stream()
                    .filter(row -> row.startsWith("28079018|pm10|"))
                    .toList();
            assertThat(corrections).hasSize(11).allMatch(row -> row.contains("|1|1|1|-1|"));
            assertThat(rows(reader, one(queries, "o.updated_at >"))).isNotEmpty();
            assertThat(rows(reader, one(queries, "observation_as_of")))
                    .as("hours, value, published value, valid, not verified")
                    .hasSize(11)
                    .allMatch(row -> row.endsWith("|1|1|1|3"));
            assertThat(rows(reader, one(queries, "observation_as_of").replace("'" + before + "'", "clock_timestamp()"))
                            .subList(0, 11))
                    .as("now")
                    .allMatch(row -> row.contains("|null|1|-1|"));
        }
    }

    private static String sample(String name) {
        return SAMPLES.resolve(name).toString();
    }

    private static List<String> blocks(String page) throws Exception {
        return BLOCK.matcher(Files.readString(Path.of("../docs").resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static String one(List<String> queries, String part) {
        return queries.stream()
                .filter(query -> query.contains(part))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> rows(Connection connection, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                StringBuilder text = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    text.append(i == 1 ? "" : "|").append(row.getString(i));
                }
                rows.add(text.toString());
            }
        }
        return rows;
    }
}
