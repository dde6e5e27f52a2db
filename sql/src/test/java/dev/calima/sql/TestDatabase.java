package dev.calima.sql;

import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real, migrated PostgreSQL for tests: in a container when a container engine answers, embedded otherwise. One server
 * for each JVM; every {@link #create()} gives an empty database of its own, copied from one that was migrated once.
 */
public final class TestDatabase {

    private static final String TEMPLATE = "calima_template";
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final DatabaseAccess admin;

    private TestDatabase(DatabaseAccess admin) {
        this.admin = admin;
    }

    /** A fresh, migrated, empty database. */
    public static TestDatabase create() {
        Server server = Server.RUNNING;
        String name = "test_" + NEXT.incrementAndGet();
        try (Connection connection = server.admin.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
            statement.execute("GRANT CONNECT, TEMPORARY ON DATABASE " + name + " TO calima_loader");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a test database", e);
        }
        return new TestDatabase(server.at(name));
    }

    /** A database without a schema. */
    public static TestDatabase bare() {
        Server server = Server.RUNNING;
        TestDatabase bare = new TestDatabase(server.at("bare_" + NEXT.incrementAndGet()));
        try (Connection connection = server.admin.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + bare.admin.url().replaceFirst(".*/", ""));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot make a test database", e);
        }
        return bare;
    }

    /** The account that owns the server. */
    public DatabaseAccess admin() {
        return admin;
    }

    /** One of the applications' accounts. */
    public DatabaseAccess access(DatabaseRole role) {
        return Server.RUNNING.passwords.access(admin, role);
    }

    /** The passwords of the applications' accounts. */
    public static RolePasswords passwords() {
        return Server.RUNNING.passwords;
    }

    /** Runs statements as the server's owner. */
    public void execute(String... statements) {
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one row and column of a query as text; {@code "null"} for null. */
    public String value(String query) {
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new IllegalStateException("no row: " + query);
            }
            return String.valueOf(row.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The server of this JVM, made at first use. */
    private static final class Server {

        private static final Server RUNNING = start();

        private final DatabaseAccess admin;
        private final RolePasswords passwords;

        private Server(DatabaseAccess admin, RolePasswords passwords) {
            this.admin = admin;
            this.passwords = passwords;
        }

        private DatabaseAccess at(String database) {
            String url = admin.url().substring(0, admin.url().lastIndexOf('/') + 1) + database;
            return new DatabaseAccess(url, admin.user(), admin.password());
        }

        private static Server start() {
            try {
                Path home = Files.createTempDirectory("calima-test");
                DatabaseAccess admin = containerEngineAnswers() ? container() : embedded(home);
                RolePasswords passwords = RolePasswords.loadOrCreate(home.resolve("roles.properties"), Map.of());
                Server server = new Server(admin, passwords);
                try (Connection connection = admin.connect();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE DATABASE " + TEMPLATE);
                }
                Migrations.migrate(server.at(TEMPLATE));
                passwords.apply(server.at(TEMPLATE));
                return server;
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("cannot start the tests' database", e);
            }
        }

        private static DatabaseAccess embedded(Path home) throws IOException {
            EmbeddedDatabase database = EmbeddedDatabase.startThrowaway(home); // stops when this JVM ends
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(database, home)));
            return database.access();
        }

        private static void delete(EmbeddedDatabase database, Path home) {
            database.close();
            try (var paths = Files.walk(home)) {
                paths.sorted(java.util.Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                System.err.println("left behind: " + home + " (" + e.getMessage() + ")");
            }
        }

        /** Asked without Testcontainers first, because its own search writes errors where there is no engine. */
        private static boolean containerEngineAnswers() {
            return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                    && org.testcontainers.DockerClientFactory.instance().isDockerAvailable();
        }

        @SuppressWarnings("resource") // lives as long as the JVM
        private static DatabaseAccess container() {
            PostgreSQLContainer container = new PostgreSQLContainer("postgres:17");
            container.start();
            return new DatabaseAccess(
                    container.getJdbcUrl().replaceAll("\\?.*", ""), container.getUsername(), container.getPassword());
        }
    }
}
