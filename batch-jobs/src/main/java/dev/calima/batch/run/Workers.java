package dev.calima.batch.run;

import dev.calima.batch.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The threads of a serving process that take queued runs, each pool its own number, and the one that supervises. While the
 * database is away they try again and again.
 */
@Component
@ConditionalOnWebApplication
class Workers implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration SUPERVISE = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int LONGEST_CHUNK_SECONDS = 60;

    private final WorkerPools pools;
    private final Heart heart;
    private final RunWriter rows;
    private final RunnableJobs jobs;
    private final RunExecutor executor;
    private final Supervisor supervisor;
    private final RunBell bell;
    private final StopSignal process;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    Workers(
            WorkerPools pools,
            Heart heart,
            DSLContext dsl,
            RunnableJobs jobs,
            RunExecutor executor,
            Supervisor supervisor,
            RunBell bell,
            StopSignal process) {
        this.pools = pools;
        this.heart = heart;
        this.rows = new RunWriter(dsl);
        this.jobs = jobs;
        this.executor = executor;
        this.supervisor = supervisor;
        this.bell = bell;
        this.process = process;
    }

    @Override
    public synchronized void start() {
        running = true;
        for (Pool pool : Pool.values()) {
            for (int i = 1; i <= pools.of(pool); i++) {
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("run-" + pool.code() + "-" + i)
                        .start(() -> untilTheEnd("runs of pool " + pool.code(), () -> work(pool))));
            }
        }
        threads.add(Thread.ofPlatform()
                .daemon()
                .name("run-supervisor")
                .start(() -> untilTheEnd("supervising", this::supervise)));
    }

    /** One round of a thread's work. */
    private interface Round {
        void go() throws SQLException, InterruptedException;
    }

    private void untilTheEnd(String what, Round round) {
        Duration pause = FIRST_PAUSE;
        while (running && !process.isGiven()) {
            try {
                round.go();
                pause = FIRST_PAUSE;
            } catch (InterruptedException e) {
                return;
            } catch (SQLException | RuntimeException e) {
                LOG.warn("{}: tried again in a moment: {}", what, e.getMessage(), e);
                LockSupport.parkNanos(pause.toNanos());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private void work(Pool pool) throws SQLException, InterruptedException {
        UUID worker = heart.beat(true);
        long heard = bell.rings();
        List<String> known = jobs.list().stream().map(RunnableJob::name).toList();
        Optional<RunRow> run = rows.claim(pool, known, worker);
        if (run.isEmpty()) {
            bell.await(heard, LOOK);
            return;
        }
        RunExecutor.Ended ended = executor.execute(run.get(), null, null, control -> {});
        LOG.info("run {} of {}: {}", run.get().runId(), run.get().job(), ended.state());
    }

    private void supervise() throws SQLException, InterruptedException {
        UUID worker = heart.beat(true);
        int found = supervisor.look();
        if (found > 0) {
            LOG.info("{} runs had lost their workers", found);
        }
        supervisor.letGo(worker);
        Thread.sleep(SUPERVISE);
    }

    @Override
    public synchronized void stop() {
        process.give();
        running = false;
        bell.ring();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_CHUNK_SECONDS);
        for (Thread thread : threads) {
            try {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (thread.getName().equals("run-supervisor")) {
                    thread.interrupt();
                }
                if (left > 0 && !thread.join(Duration.ofMillis(left))) {
                    LOG.warn("{} did not end in time; others find what it leaves", thread.getName());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
