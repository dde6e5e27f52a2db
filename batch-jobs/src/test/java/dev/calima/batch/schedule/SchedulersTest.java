package dev.calima.batch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import dev.calima.sql.setup.DatabaseAccess;
import dev.calima.sql.setup.DatabaseRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Real schedulers on one database, moments each second: one run for each of them, whatever happens to the schedulers. */
@Timeout(180)
class SchedulersTest {

    private static final int SCHEDULES = 4;

    /** Of the moments between a schedule's first and last: how many have no run. Two runs of one cannot be. */
    private static final String MISSING = """
            SELECT count(*) FROM (SELECT schedule, min(scheduled_for) AS first, max(scheduled_for) AS last FROM calima.run GROUP BY 1) s
            CROSS JOIN LATERAL generate_series(s.first, s.last, interval '1 second') AS due
            WHERE NOT EXISTS (SELECT FROM calima.run r WHERE r.schedule = s.schedule AND r.scheduled_for = due)
            """;

    @TempDir
    Path folder;

    private final TestDatabase database = TestDatabase.create();
    private final List<Process> nodes = new ArrayList<>();

    @AfterEach
    void endNodes() throws InterruptedException {
        for (Process node : nodes) {
            node.destroyForcibly().waitFor();
        }
    }

    @Test
    void twoProcessesOfWhichOneIsKilledMakeOneRunOfEachMoment() throws Exception {
        Process first = start();
        try (ConfigurableApplicationContext second = ScheduleNode.start(
                database.admin(), TestDatabase.passwords(), folder, ScheduleNode.eachSecond(SCHEDULES))) {
            assertThat(second.isRunning()).isTrue();
            killAndCount(first);
        }
    }

    private void killAndCount(Process first) throws InterruptedException {
        await(() -> number("SELECT count(DISTINCT instance_name) FROM quartz.qrtz_scheduler_state") == 2
                && number("SELECT count(DISTINCT schedule) FROM calima.run") == SCHEDULES);
        long before = number("SELECT count(*) FROM calima.run");
        await(() -> number("SELECT count(*) FROM calima.run") >= before + 5 * SCHEDULES);
        first.destroyForcibly().waitFor();
        String killed = database.value("SELECT date_trunc('second', clock_timestamp())");
        // what the dead one held is given back when it has missed its check-in
        await(() ->
                number("SELECT count(*) FROM (SELECT schedule FROM calima.run GROUP BY 1 HAVING max(scheduled_for) > '"
                                + killed + "'::timestamptz + interval '5 seconds') s")
                        == SCHEDULES);
        assertThat(number(MISSING)).isZero();
        assertThat(number("SELECT count(*) - count(DISTINCT (schedule, scheduled_for)) FROM calima.run"))
                .isZero();
        assertThat(number("SELECT count(*) FROM calima.run WHERE scheduled_for > requested_at + interval '1 second'"))
                .as("before its moment")
                .isZero();
    }

    @Test
    void aTriggerThatNobodyHoldsIsFreedAndFiresAgain() throws Exception {
        try (ConfigurableApplicationContext node =
                ScheduleNode.start(database.admin(), TestDatabase.passwords(), folder, ScheduleNode.eachSecond(2))) {
            await(() -> runs("second-0") >= 2 && runs("second-1") >= 2);
            StuckTriggers watchdog = node.getBean(StuckTriggers.class);
            assertThat(watchdog.reset(Clock.systemUTC().instant()))
                    .as("nothing is stuck")
                    .isZero();
            for (String state : List.of("ACQUIRED", "BLOCKED", "ERROR")) {
                stick(state);
                long stuck = runs("second-0");
                assertThat(watchdog.reset(Clock.systemUTC().instant()))
                        .as(state)
                        .isOne();
                await(() -> runs("second-0") > stuck);
            }
            assertThat(watchdog.resets()).isEqualTo(3);
            assertThat(number(MISSING)).isZero();
        }
    }

    /** As a cut connection leaves it: marked, of long ago, and with nobody who fires it. Quartz may be at it just then. */
    private void stick(String state) {
        await(() -> {
            database.execute(
                    "BEGIN; SELECT FROM quartz.qrtz_locks WHERE lock_name = 'TRIGGER_ACCESS' FOR UPDATE;"
                            + " UPDATE quartz.qrtz_triggers t SET trigger_state = '" + state
                            + "', next_fire_time = next_fire_time - 600000 WHERE trigger_name = 'second-0' AND trigger_state = 'WAITING'"
                            + " AND NOT EXISTS (SELECT FROM quartz.qrtz_fired_triggers f WHERE f.trigger_name = t.trigger_name); COMMIT");
            return number(
                            "SELECT count(*) FROM quartz.qrtz_triggers WHERE trigger_name = 'second-0' AND trigger_state = '"
                                    + state
                                    + "' AND next_fire_time < 1000 * extract(epoch FROM clock_timestamp()) - 500000")
                    == 1;
        });
    }

    private long runs(String schedule) {
        return number("SELECT count(*) FROM calima.run WHERE schedule = '" + schedule + "'");
    }

    private long number(String query) {
        return Long.parseLong(database.value(query));
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private Process start() throws IOException {
        Path home = Files.createDirectories(folder.resolve("node" + nodes.size()));
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-Dcalima.log=" + home.resolve("batch.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ScheduleNode.class.getName(),
                        home.toString(),
                        Integer.toString(SCHEDULES))
                .redirectOutput(home.resolve("out.txt").toFile())
                .redirectError(home.resolve("err.txt").toFile());
        DatabaseAccess admin = database.admin();
        builder.environment().put("CALIMA_DB_URL", admin.url());
        builder.environment().put("CALIMA_DB_USER", admin.user());
        builder.environment().put("CALIMA_DB_PASSWORD", admin.password());
        for (DatabaseRole role : DatabaseRole.values()) {
            builder.environment()
                    .put(role.passwordVariable(), database.access(role).password());
        }
        Process node = builder.start();
        nodes.add(node);
        return node;
    }
}
