package dev.calima.bench;

import dev.calima.sql.embedded.EmbeddedDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import dev.calima.sql.setup.Migrations;
import dev.calima.sql.setup.RolePasswords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Three schedulers as processes of their own on one durable database, twenty schedules that are due each second, and every ten
 * seconds one of the three is killed and started anew. Counts moments with two runs and with none.
 */
final class SchedulesBench {

    private static final int NODES = 3;
    private static final int SCHEDULES = 20;
    private static final long KILL_MILLIS = 10_000;
    private static final long LONGEST_WAIT_MILLIS = 180_000;
    private static final long SEED = 20261124;

    private final Path home;
    private final DatabaseAccess admin;
    private final RolePasswords passwords;
    private final List<Process> nodes = new ArrayList<>();
    private int started;

    private SchedulesBench(Path home, DatabaseAccess admin, RolePasswords passwords) {
        this.home = home;
        this.admin = admin;
        this.passwords = passwords;
    }

    static void run(long fires) throws Exception {
        Path home = Files.createTempDirectory("calima-schedules");
        try (EmbeddedDatabase database = EmbeddedDatabase.start(home.resolve("postgres"))) {
            Migrations.migrate(database.access());
            RolePasswords passwords = RolePasswords.loadOrCreate(home.resolve("roles.properties"), Map.of());
            passwords.apply(database.access());
            new SchedulesBench(home, database.access(), passwords).measure(fires);
        } finally {
            Workbench.delete(home);
        }
    }

    private void measure(long fires) throws Exception {
        long seconds = (fires + SCHEDULES - 1) / SCHEDULES;
        try {
            for (int i = 0; i < NODES; i++) {
                nodes.add(start());
            }
            await("SELECT count(DISTINCT schedule) = " + SCHEDULES + " FROM calima.run");
            String begin = text(
                    "SELECT max(first)::text FROM (SELECT min(scheduled_for) AS first FROM calima.run GROUP BY schedule) s");
            String end = text("SELECT ('" + begin + "'::timestamptz + interval '" + (seconds - 1) + " seconds')::text");
            System.out.printf(Locale.ROOT, "%d schedules, each second from %s to %s%n", SCHEDULES, begin, end);
            int kills = killUntil(end);
            await("SELECT count(*) = " + SCHEDULES
                    + " FROM (SELECT FROM calima.run GROUP BY schedule HAVING max(scheduled_for) >= '" + end + "') s");
            report(begin, end, kills);
        } finally {
            for (Process node : nodes) {
                node.destroyForcibly().waitFor();
            }
        }
    }

    private int killUntil(String end) throws Exception {
        Random random = new Random(SEED);
        int kills = 0;
        while (text("SELECT (clock_timestamp() < '" + end + "')::text").equals("true")) {
            Thread.sleep(KILL_MILLIS);
            int victim = random.nextInt(NODES);
            nodes.get(victim).destroyForcibly().waitFor();
            nodes.set(victim, start());
            kills++;
        }
        return kills;
    }

    private void report(String begin, String end, int kills) throws SQLException {
        String within = " FROM calima.run WHERE scheduled_for BETWEEN '" + begin + "' AND '" + end + "'";
        String missing = text(
                "SELECT count(*) FROM generate_series('" + begin + "'::timestamptz, '" + end
                        + "', interval '1 second') AS due CROSS JOIN (SELECT DISTINCT schedule FROM calima.run) s"
                        + " WHERE NOT EXISTS (SELECT FROM calima.run r WHERE r.schedule = s.schedule AND r.scheduled_for = due)");
        String late =
                "SELECT round(1000 * extract(epoch FROM percentile_disc(%s) WITHIN GROUP (ORDER BY requested_at - scheduled_for)))"
                        + within;
        System.out.printf(
                Locale.ROOT,
                "fires=%s kills=%d double=%s missing=%s late_p50_ms=%s late_p99_ms=%s late_max_ms=%s%n",
                text("SELECT count(DISTINCT (schedule, scheduled_for))" + within),
                kills,
                text("SELECT count(*) - count(DISTINCT (schedule, scheduled_for))" + within),
                missing,
                text(late.formatted("0.5")),
                text(late.formatted("0.99")),
                text(late.formatted("1")));
    }

    private Process start() throws IOException {
        Path folder = Files.createDirectories(home.resolve("node" + started++));
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Duser.timezone=UTC",
                "-Dcalima.log=" + folder.resolve("batch.log")));
        command.addAll(
                classPath.endsWith(".jar") && !classPath.contains(":")
                        ? List.of("-jar", classPath)
                        : List.of("-cp", classPath, Bench.class.getName()));
        command.addAll(List.of(folder.toString(), SchedulesNode.NAME, "--schedules", Integer.toString(SCHEDULES)));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("CALIMA_DB_URL", admin.url());
        builder.environment().put("CALIMA_DB_USER", admin.user());
        builder.environment().put("CALIMA_DB_PASSWORD", admin.password());
        for (DatabaseRole role : DatabaseRole.values()) {
            builder.environment()
                    .put(role.passwordVariable(), passwords.access(admin, role).password());
        }
        return builder.start();
    }

    private void await(String condition) throws Exception {
        long deadline = System.currentTimeMillis() + LONGEST_WAIT_MILLIS;
        while (!text(condition).equals("t")) {
            if (System.currentTimeMillis() > deadline) {
                throw new IllegalStateException("not within " + LONGEST_WAIT_MILLIS / 1000 + " s: " + condition);
            }
            Thread.sleep(200);
        }
    }

    private String text(String query) throws SQLException {
        try (Connection connection = admin.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
