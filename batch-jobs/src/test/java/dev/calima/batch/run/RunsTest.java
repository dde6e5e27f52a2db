package dev.calima.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.Control;
import dev.calima.batch.StopSignal;
import dev.calima.batch.log.LogContext;
import dev.calima.batch.log.LogFiles;
import dev.calima.batch.log.LogFilter;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two serving processes and a command on one database: who wins a race, and what becomes of a run whose worker is lost. */
@Timeout(180)
class RunsTest {

    private static final int CALLERS = 8;

    @TempDir
    static Path folder;

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static BatchTestContext one;
    private static BatchTestContext two;
    private static BatchTestContext command;

    @BeforeAll
    static void start() throws Exception {
        SteppedJob.table(DATABASE);
        one = serving("one");
        two = serving("two");
        command = BatchTestContext.start(
                DATABASE, BatchTestContext.SHIPPED_CONFIG, folder.resolve("command"), SteppedJob::register);
    }

    private static BatchTestContext serving(String name) throws Exception {
        return BatchTestContext.startServing(
                DATABASE,
                BatchTestContext.SHIPPED_CONFIG,
                folder.resolve(name),
                "a-key-for-this-test-only",
                SteppedJob::register);
    }

    @AfterAll
    static void stop() {
        command.close();
        two.close();
        one.close();
    }

    private static RunRequest request(String name, int steps) {
        return RunRequest.of(SteppedJob.NAME, Map.of("name", name, "steps", String.valueOf(steps)), "test");
    }

    private static RunRow find(long run) {
        return one.get(RunReader.class).find(run).orElseThrow();
    }

    private static RunRow awaitEnd(long run) {
        await(() -> !find(run).state().isAlive());
        return find(run);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static RunDesk desk(int caller) {
        return (caller % 2 == 0 ? one : two).get(RunDesk.class);
    }

    private static final Actor ACTOR = new Actor("test", Actor.Via.API);

    /** Has all callers do something at the same moment; what each threw or returned. */
    private static <T> List<Object> together(int callers, java.util.function.IntFunction<Callable<T>> what)
            throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(callers);
        List<Future<T>> futures = new ArrayList<>();
        List<Object> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
            for (int i = 0; i < callers; i++) {
                Callable<T> call = what.apply(i);
                futures.add(threads.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            for (Future<T> future : futures) {
                try {
                    results.add(future.get());
                } catch (ExecutionException e) {
                    results.add(e.getCause());
                }
            }
        }
        return results;
    }

    @Test
    void ofManyWhoWantTheSameOneGetsItAndTheOthersHearWhichRunItIs() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "same-" + round;
            List<Object> results =
                    together(CALLERS, caller -> () -> desk(caller).start(ACTOR, request(name, 30)));
            List<Submitted> winners = results.stream()
                    .filter(Submitted.class::isInstance)
                    .map(Submitted.class::cast)
                    .toList();
            assertThat(winners).as("%s", results).hasSize(1);
            long run = winners.getFirst().runId();
            assertThat(results)
                    .filteredOn(AlreadyAliveException.class::isInstance)
                    .hasSize(CALLERS - 1)
                    .allMatch(lost -> ((AlreadyAliveException) lost).runId() == run);
            assertThat(awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
        }
        assertThat(DATABASE.value("SELECT count(*) FROM calima.test_step WHERE name LIKE 'same-%'"))
                .isEqualTo("300");
    }

    @Test
    void aRequestThatIsSentFiftyTimesIsDoneOnce() throws Exception {
        List<Object> results = together(
                50, caller -> () -> desk(caller).start(ACTOR, request("key", 2).called("a-key")));
        assertThat(results).allMatch(Submitted.class::isInstance);
        assertThat(results.stream().map(one -> ((Submitted) one).runId()).distinct())
                .hasSize(1);
        assertThat(results.stream().filter(one -> ((Submitted) one).isNew())).hasSize(1);
        long run = ((Submitted) results.getFirst()).runId();
        awaitEnd(run);
        assertThat(desk(1).start(ACTOR, request("key", 2).called("a-key")))
                .as("also when it has ended")
                .isEqualTo(new Submitted(run, false));
        assertThatThrownBy(() -> desk(0).start(ACTOR, request("other", 2).called("a-key")))
                .isInstanceOf(KeyTakenException.class);
    }

    @Test
    void eightWhoRestartAFailedRunNeverHaveItRunTwice() throws Exception {
        for (int round = 0; round < 10; round++) {
            String name = "restart-" + round;
            SteppedJob.FAILING.add(name);
            long run = desk(0).start(ACTOR, request(name, 3)).runId();
            RunRow failed = awaitEnd(run);
            assertThat(failed.state()).isEqualTo(RunState.FAILED);
            assertThat(failed.message()).isEqualTo("told to fail");
            assertThat(new LogFiles(Path.of("target"))
                            .find(new LogFilter(Map.of(LogContext.RUN, String.valueOf(run)), "WARN", null), 100))
                    .as("the log of the run says where it broke off")
                    .anySatisfy(line -> {
                        assertThat(line.path(LogContext.JOB).asString()).isEqualTo(SteppedJob.NAME);
                        assertThat(line.path("error").path("stack_trace").asString())
                                .contains("told to fail", "SteppedJob");
                    });
            SteppedJob.FAILING.remove(name);
            List<Object> results =
                    together(CALLERS, caller -> () -> desk(caller).restart(ACTOR, run));
            assertThat(results).filteredOn(RunRow.class::isInstance).hasSize(1);
            assertThat(results).filteredOn(RunStateException.class::isInstance).hasSize(CALLERS - 1);
            assertThat(awaitEnd(run).state()).isEqualTo(RunState.COMPLETED);
            assertThat(find(run).attempt()).isEqualTo(2);
        }
        assertThat(SteppedJob.MOST_WORKING.entrySet())
                .filteredOn(entry -> entry.getKey().startsWith("restart-"))
                .allMatch(entry -> entry.getValue() == 1);
    }

    @Test
    void aStormOfRunsIsAllDone() throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Object> results = together(16, caller -> () -> {
            for (int i = 0; i < 6; i++) {
                desk(caller).start(ACTOR, request("storm-" + next.incrementAndGet(), 1));
            }
            return true;
        });
        assertThat(results).containsOnly(true);
        await(() -> DATABASE.value(
                        "SELECT count(*) FROM calima.run WHERE parameters->>'name' LIKE 'storm-%' AND state IN ('queued', 'running')")
                .equals("0"));
        assertThat(
                        DATABASE.value(
                                "SELECT string_agg(DISTINCT state || attempt, ',') FROM calima.run WHERE parameters->>'name' LIKE 'storm-%'"))
                .isEqualTo("completed1");
    }

    @Test
    void stoppedIsSaidOnlyWhenNothingIsWrittenAnyMore() throws Exception {
        for (int round = 0; round < 4; round++) {
            String name = "stop-" + round;
            long run = desk(0).start(ACTOR, request(name, 1_000_000)).runId();
            await(() -> DATABASE.value("SELECT count(*) > 3 FROM calima.test_step WHERE name = '" + name + "'")
                    .equals("t"));
            assertThat(desk(1).stop(ACTOR, run).state()).isEqualTo(RunState.STOPPING);
            RunRow stopped = awaitEnd(run);
            assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
            assertThat(DATABASE.value("SELECT count(*) FROM calima.test_step s JOIN calima.run r USING (run_id)"
                            + " WHERE r.run_id = " + run + " AND s.at > r.ended_at"))
                    .as("rows written after it was stopped")
                    .isEqualTo("0");
        }
        String name = "stop-0";
        String before = DATABASE.value("SELECT count(*) FROM calima.test_step WHERE name = '" + name + "'");
        long run = Long.parseLong(
                DATABASE.value("SELECT run_id FROM calima.run WHERE parameters->>'name' = '" + name + "'"));
        DATABASE.execute("UPDATE calima.run SET parameters = parameters || '{\"steps\": \"" + before
                + "\"}' WHERE run_id = " + run);
        desk(0).restart(ACTOR, run);
        assertThat(awaitEnd(run).state()).as("a restart goes on").isEqualTo(RunState.COMPLETED);
        assertThat(DATABASE.value("SELECT count(*) FROM batch.batch_job_execution WHERE status = 'UNKNOWN'"))
                .isEqualTo("0");
    }

    /** The command's process is as if it were asleep: its worker is given up, its lease is gone, and then it wakes. */
    @Test
    void aWorkerThatWasTakenForDeadWritesNothingMore() throws Exception {
        String name = "zombie";
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<OwnRuns.Done> zombie;
        try (Connection lock = DATABASE.admin().connect();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            zombie = thread.submit(
                    () -> command.get(OwnRuns.class).start(request(name, 200), null, (run, control) -> {}));
            await(() -> DATABASE.value("SELECT count(*) > 3 FROM calima.test_step WHERE name = '" + name + "'")
                    .equals("t"));
            statement.execute("LOCK TABLE calima.test_step IN SHARE MODE"); // its next chunk waits in the middle
            DATABASE.execute(
                    "UPDATE calima.worker SET ended_at = clock_timestamp() WHERE kind = 'command'",
                    "SELECT pg_terminate_backend(backend_pid) FROM calima.lease WHERE name = 'test/" + name + "'");
            await(() -> DATABASE.value("SELECT epoch FROM calima.lease WHERE name = 'test/" + name + "'")
                    .equals("2"));
            lock.rollback();
        }
        assertThatThrownBy(zombie::get).isInstanceOf(ExecutionException.class);
        thread.close();
        long run = Long.parseLong(
                DATABASE.value("SELECT run_id FROM calima.run WHERE parameters->>'name' = '" + name + "'"));
        RunRow done = awaitEnd(run);
        assertThat(done.state()).isEqualTo(RunState.COMPLETED);
        assertThat(done.attempt()).isEqualTo(2);
        assertThat(DATABASE.value("SELECT count(*) FROM calima.test_step WHERE name = '" + name + "'"))
                .isEqualTo("200");
        assertThat(DATABASE.value(
                        "SELECT actor || ' ' || verb || ' ' || result FROM calima.audit WHERE via = 'supervisor' AND run_id = "
                                + run))
                .isEqualTo("calima recover done");
    }

    @Test
    void aRunWhoseConnectionIsCutGoesOnByItself() throws Exception {
        for (int round = 0; round < 3; round++) {
            String name = "cut-" + round;
            long run = desk(0).start(ACTOR, request(name, 150)).runId();
            await(() -> DATABASE.value("SELECT count(*) > 3 FROM calima.test_step WHERE name = '" + name + "'")
                    .equals("t"));
            Instant cut = Instant.now();
            try (Connection lock = DATABASE.admin().connect();
                    Statement statement = lock.createStatement()) {
                lock.setAutoCommit(false);
                statement.execute("LOCK TABLE calima.test_step IN SHARE MODE");
                await(() -> DATABASE.value("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND query LIKE 'INSERT INTO calima.test_step%'")
                        .equals("t"));
                DATABASE.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND query LIKE 'INSERT INTO calima.test_step%'");
                lock.rollback();
            }
            RunRow done = awaitEnd(run);
            assertThat(done.state()).as(done.message()).isEqualTo(RunState.COMPLETED);
            assertThat(done.attempt()).isEqualTo(2);
            assertThat(Duration.between(cut, Instant.now())).isLessThan(Duration.ofSeconds(30));
            assertThat(DATABASE.value("SELECT count(*) FROM calima.test_step WHERE name = '" + name + "'"))
                    .isEqualTo("150");
        }
    }

    @Test
    void aCommandThatWaitsForRoomSaysSoAndCanBeStopped() throws Exception {
        String name = "full-disk";
        SteppedJob.FAILING.add(name);
        List<String> said = new ArrayList<>();
        try (BatchTestContext waiting = BatchTestContext.start(
                DATABASE, BatchTestContext.SHIPPED_CONFIG, folder.resolve("waiting"), SteppedJob::register)) {
            OwnRuns.Watcher watcher = new OwnRuns.Watcher() {
                @Override
                public void begins(RunRow run, Control control) {
                    said.add("begins");
                }

                @Override
                public void waits(RunRow run, String why) {
                    said.add(why);
                    waiting.get(StopSignal.class).give();
                }
            };
            assertThatThrownBy(() -> waiting.get(OwnRuns.class).start(request(name, 3), null, watcher))
                    .isInstanceOf(StoppedWaitingException.class)
                    .hasMessageContaining("no space");
        } finally {
            SteppedJob.FAILING.remove(name);
        }
        assertThat(said).hasSize(2).element(1).asString().contains("no space: free some on the disk");
        assertThat(DATABASE.value("SELECT state FROM calima.run WHERE parameters->>'name' = '" + name + "'"))
                .isEqualTo("stopped");
        assertThat(command.get(OwnRuns.class)
                        .start(request(name, 3), null, (run, control) -> {})
                        .run()
                        .state())
                .as("the same once more goes through")
                .isEqualTo(RunState.COMPLETED);
    }

    @Test
    void whatWasAbandonedIsNeverTakenUpAgain() throws Exception {
        SteppedJob.FAILING.add("abandon");
        long run = desk(0).start(ACTOR, request("abandon", 3)).runId();
        awaitEnd(run);
        assertThat(desk(0).abandon(ACTOR, run).state()).isEqualTo(RunState.ABANDONED);
        assertThatThrownBy(() -> desk(1).restart(ACTOR, run))
                .isInstanceOf(RunStateException.class)
                .hasMessageContaining("is abandoned");
        assertThatThrownBy(() -> desk(1).stop(ACTOR, 4_711_000)).isInstanceOf(UnknownRunException.class);
    }

    @Test
    void aBusyDiskOrDatabaseIsNoFailure() {
        assertThat(Trouble.of(new IllegalStateException(new java.sql.SQLException("x", "53100"))))
                .isEqualTo(Trouble.NO_SPACE);
        assertThat(Trouble.of(new IllegalStateException(new java.sql.SQLException("x", "57P01"))))
                .isEqualTo(Trouble.CUT);
        assertThat(Trouble.of(new IllegalStateException(new java.sql.SQLException("x", "23505"))))
                .isEqualTo(Trouble.FAILURE);
    }
}
