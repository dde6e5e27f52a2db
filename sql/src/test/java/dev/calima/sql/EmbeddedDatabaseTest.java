package dev.calima.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.embedded.EmbeddedDatabase;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the embedded default: durable, alone, and gone with its process. */
@Timeout(180)
class EmbeddedDatabaseTest {

    @TempDir
    Path home;

    @Test
    void acknowledgedRowsSurviveKillingEverything() throws Exception {
        Process writer = writer();
        long acknowledged = 0;
        try (BufferedReader lines = writer.inputReader()) {
            while (acknowledged < 300) {
                acknowledged = Long.parseLong(lines.readLine());
            }
            ProcessHandle postmaster = postmaster();
            postmaster.destroyForcibly(); // kill -9
            writer.toHandle().destroyForcibly(); // its last lines stay readable
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                acknowledged = Long.parseLong(line);
            }
            writer.waitFor();
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.start(home)) {
            assertThat(again.isOwner()).isTrue();
            assertThat(count(again)).isGreaterThanOrEqualTo(acknowledged);
        }
    }

    @Test
    void theServerEndsWithItsProcessAndTheNextStartIsClean() throws Exception {
        Process writer = writer();
        try (BufferedReader lines = writer.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("1");
            ProcessHandle postmaster = postmaster();
            writer.toHandle().destroyForcibly(); // its last lines stay readable
            postmaster.onExit().get(30, TimeUnit.SECONDS);
        }
        try (EmbeddedDatabase again = EmbeddedDatabase.start(home)) {
            assertThat(count(again)).isPositive();
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aServerThatIsKilledComesBackOnTheSamePortAndStillEndsWithItsOwner() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home)) {
            execute(database, "CREATE TABLE acknowledged (n bigint)");
            for (int kill = 1; kill <= 2; kill++) {
                execute(database, "INSERT INTO acknowledged VALUES (1)");
                ProcessHandle killed = postmaster();
                killed.destroyForcibly();
                killed.onExit().get(30, TimeUnit.SECONDS);
                awaitAnswer(database);
                assertThat(count(database)).isEqualTo(kill);
            }
        }
        assertThat(home.resolve("data/postmaster.pid")).doesNotExist();
    }

    @Test
    void aSecondProcessOnTheFolderSharesTheRunningServer() throws Exception {
        Process owner = writer();
        try (BufferedReader lines = owner.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("1");
            try (EmbeddedDatabase shared = EmbeddedDatabase.start(home)) {
                assertThat(shared.isOwner()).isFalse();
                assertThat(count(shared)).isPositive();
            }
            assertThat(postmaster().isAlive())
                    .as("closing a shared one stops nothing")
                    .isTrue();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void theServerIsDurableAndListensOnLoopbackOnly() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home);
                Connection connection = database.access().connect();
                Statement statement = connection.createStatement()) {
            for (List<String> setting : List.of(
                    List.of("fsync", "on"),
                    List.of("synchronous_commit", "on"),
                    List.of("full_page_writes", "on"),
                    List.of("listen_addresses", "127.0.0.1"))) {
                try (ResultSet row = statement.executeQuery("SHOW " + setting.getFirst())) {
                    row.next();
                    assertThat(row.getString(1)).as(setting.getFirst()).isEqualTo(setting.getLast());
                }
            }
        }
    }

    private Process writer() throws Exception {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AcknowledgingWriter.class.getName(),
                        home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private ProcessHandle postmaster() throws Exception {
        long pid = Long.parseLong(
                Files.readAllLines(home.resolve("data/postmaster.pid")).getFirst());
        return ProcessHandle.of(pid).orElseThrow();
    }

    private static void execute(EmbeddedDatabase database, String sql) throws Exception {
        try (Connection connection = database.access().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void awaitAnswer(EmbeddedDatabase database) {
        boolean answers = false;
        while (!answers) { // the class has a time limit
            try (Connection connection = database.access().connect()) {
                answers = connection.isValid(1);
            } catch (SQLException e) {
                Thread.onSpinWait();
            }
        }
    }

    private static long count(EmbeddedDatabase database) throws Exception {
        try (Connection connection = database.access().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM acknowledged")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Commits one row after the other and says so after each. */
    static final class AcknowledgingWriter {

        private AcknowledgingWriter() {}

        public static void main(String[] args) throws Exception {
            try (EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(args[0]));
                    Connection connection = database.access().connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE IF NOT EXISTS acknowledged (n bigint)");
                for (long n = 1; n <= 1_000_000; n++) {
                    statement.execute("INSERT INTO acknowledged VALUES (" + n + ")");
                    System.out.println(n);
                }
            }
        }
    }
}
