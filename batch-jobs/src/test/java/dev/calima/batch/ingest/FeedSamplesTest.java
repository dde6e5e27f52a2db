package dev.calima.batch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every feed that ships, by the files it ships: published samples are loaded by the real job into a real database and give
 * the values that somebody else read from them; a broken file gives the notices it should. See {@code docs/add-a-feed.md}.
 */
class FeedSamplesTest {

    /** Feeds whose golden files are still owed. Empty it, never fill it. */
    private static final Set<String> OWED = Set.of();

    private static final Path SAMPLES = BatchTestContext.SHIPPED_CONFIG.resolve("samples");
    private static final Path GOLDEN =
            Path.of("src", "test", "resources", "feeds").toAbsolutePath();
    private static final String HEADER = "station,parameter,period_start,period_end,value,validity";
    private static final String NOTICES_HEADER = "line,field,code";

    @TempDir
    Path home;

    static Stream<String> feeds() throws IOException {
        return names(BatchTestContext.SHIPPED_CONFIG.resolve("feeds"), ".yaml").stream();
    }

    @ParameterizedTest
    @MethodSource("feeds")
    void aFeedReadsItsSamplesAsSomebodyElseDidAndRefusesWhatIsBroken(String feed) throws Exception {
        List<Path> samples = samples(feed);
        if (OWED.contains(feed)) {
            assertThat(GOLDEN.resolve(feed))
                    .as("golden files are there: take " + feed + " out of OWED")
                    .doesNotExist();
            return;
        }
        Path broken = goldenFiles(feed);
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext platform = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, home)) {
            IngestJob job = platform.get(IngestJob.class);
            List<String[]> expected = rows(GOLDEN.resolve(feed).resolve("expected.csv"), HEADER);
            for (Path sample : samples) {
                LoadOutcome outcome = job.load(feed, List.of(sample.toString()), false);
                assertThat(outcome.refused()).as(sample + " is refused").isEmpty();
                assertThat(outcome.rejectedByCode()).as("notices of " + sample).isEmpty();
                assertThat(changedNothing(database, outcome) || hasGoldenValue(database, outcome, expected))
                        .as("no line of feeds/%s/expected.csv is of the sample %s: add some", feed, sample)
                        .isTrue();
            }
            assertThat(differences(database, expected))
                    .as(
                            "what was loaded of %s differs from feeds/%s/expected.csv, which somebody else read from the"
                                    + " published files: correct the feed or its format, not the golden file",
                            feed, feed)
                    .isEmpty();
            LoadOutcome outcome = job.load(feed, List.of(broken.toString()), false, 1.0);
            assertThat(outcome.refused())
                    .as(broken + " is refused whole: its head must be sound")
                    .isEmpty();
            assertThat(notices(database, outcome))
                    .as("notices of %s: it should give what feeds/%s/expected-notices.csv lists", broken, feed)
                    .containsExactlyInAnyOrderElementsOf(
                            rows(GOLDEN.resolve(feed).resolve("expected-notices.csv"), NOTICES_HEADER).stream()
                                    .map(row -> String.join(",", row))
                                    .toList());
        }
    }

    private static List<Path> samples(String feed) throws IOException {
        Path folder = SAMPLES.resolve(feed);
        assertThat(folder)
                .as(
                        "feeds/%s.yaml has no samples: put published files (some KB, an excerpt is fine) into"
                                + " jobs-config/samples/%s, and a README.md with their source and terms",
                        feed, feed)
                .isDirectory();
        assertThat(folder.resolve("README.md"))
                .as("samples/%s needs a README.md: where the files are from, and under which terms", feed)
                .isRegularFile();
        assertThat(Files.readString(folder.resolve("README.md")))
                .as("samples/%s/README.md must name the terms in a line '| terms | ...'", feed)
                .contains("| terms |");
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> samples = files.filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            assertThat(samples).as("samples/%s has no published file", feed).isNotEmpty();
            return samples;
        }
    }

    /** The broken file. */
    private static Path goldenFiles(String feed) throws IOException {
        Path folder = GOLDEN.resolve(feed);
        for (String name : List.of("expected.csv", "expected-notices.csv")) {
            assertThat(folder.resolve(name))
                    .as(
                            "feed %s owes batch-jobs/src/test/resources/feeds/%s/%s; docs/add-a-feed.md says what stands in"
                                    + " it",
                            feed, feed, name)
                    .isRegularFile();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> broken = files.filter(
                            file -> file.getFileName().toString().startsWith("broken."))
                    .toList();
            assertThat(broken)
                    .as(
                            "feed %s owes one batch-jobs/src/test/resources/feeds/%s/broken.*, a file of its format with"
                                    + " lines as nobody should publish them",
                            feed, feed)
                    .hasSize(1);
            return broken.getFirst();
        }
    }

    /** The cells of a file with this header; lines that begin with # are remarks. */
    private static List<String[]> rows(Path file, String header) throws IOException {
        List<String> lines = Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines.isEmpty() ? "" : lines.getFirst())
                .as("header of " + file)
                .isEqualTo(header);
        assertThat(lines).as(file + " lists nothing").hasSizeGreaterThan(1);
        int columns = header.split(",").length;
        List<String[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] row = line.strip().split(",", -1);
            assertThat(row).as(file + ": " + line).hasSize(columns);
            rows.add(row);
        }
        return rows;
    }

    private static boolean changedNothing(TestDatabase database, LoadOutcome outcome) {
        return database.value("SELECT count(*) FROM calima.observation_day WHERE raw_file_id IN (SELECT raw_file_id"
                        + " FROM calima.load_file WHERE load_id = " + outcome.loadId() + ")")
                .equals("0");
    }

    private static boolean hasGoldenValue(TestDatabase database, LoadOutcome outcome, List<String[]> expected)
            throws SQLException {
        String sql = FOUND + " AND o.raw_file_id IN (SELECT raw_file_id FROM calima.load_file WHERE load_id = "
                + outcome.loadId() + ")";
        try (Connection connection = database.admin().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String[] row : expected) {
                if (!row[4].isEmpty() && find(statement, row) != null) {
                    return true;
                }
            }
            return false;
        }
    }

    private static final String FOUND = """
            SELECT o.published_value, o.validity
            FROM calima.observation o JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)
            JOIN calima.parameter p USING (parameter_id)
            WHERE s.code = ? AND p.code = ? AND o.period_start = ? AND o.period_end = ?""";

    private record Value(double value, int validity) {}

    private static @org.jspecify.annotations.Nullable Value find(PreparedStatement statement, String[] row)
            throws SQLException {
        statement.setString(1, row[0]);
        statement.setString(2, row[1]);
        statement.setObject(3, OffsetDateTime.parse(row[2]));
        statement.setObject(4, OffsetDateTime.parse(row[3]));
        try (ResultSet found = statement.executeQuery()) {
            return found.next() ? new Value(found.getDouble(1), found.getInt(2)) : null;
        }
    }

    private static List<String> differences(TestDatabase database, List<String[]> expected) throws SQLException {
        List<String> differences = new ArrayList<>();
        try (Connection connection = database.admin().connect();
                PreparedStatement statement = connection.prepareStatement(FOUND)) {
            for (String[] row : expected) {
                Value found = find(statement, row);
                boolean nothing = row[4].isEmpty();
                boolean same = found == null
                        ? nothing
                        : !nothing && isSame(found.value(), row[4]) && found.validity() == Integer.parseInt(row[5]);
                if (!same) {
                    differences.add(String.join(",", row) + " but stored is " + (found == null ? "nothing" : found));
                }
            }
        }
        return differences;
    }

    /** As far as a stored number of four bytes can tell. */
    private static boolean isSame(double stored, String expected) {
        double value = Double.parseDouble(expected);
        return Math.abs(stored - value) <= 1e-6 * Math.max(1, Math.abs(value));
    }

    private static List<String> notices(TestDatabase database, LoadOutcome outcome) throws SQLException {
        List<String> notices = new ArrayList<>();
        try (Connection connection = database.admin().connect();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT line_no, field, code FROM calima.rejected_reading WHERE load_id = ?")) {
            statement.setLong(1, outcome.loadId());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    notices.add(row.getLong(1) + "," + row.getString(2) + "," + row.getString(3));
                }
            }
        }
        return notices;
    }

    private static Set<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Set<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .forEach(name -> names.add(name.substring(0, name.length() - ending.length())));
            return names;
        }
    }
}
