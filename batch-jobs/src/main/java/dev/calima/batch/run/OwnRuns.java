package dev.calima.batch.run;

import dev.calima.batch.Control;
import dev.calima.batch.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Runs that a command does in its own process: the row is made and taken at once, so that everybody sees it, and a living worker
 * takes it up when the command dies.
 */
@Component
public class OwnRuns {

    private static final Logger LOG = LoggerFactory.getLogger(OwnRuns.class);
    private static final Duration LOOK = Duration.ofMillis(300);
    /** So long a command tries to go on when the database was lost. */
    private static final Duration LONGEST_CUT = Duration.ofMinutes(15);

    private final Heart heart;
    private final RunRequests requests;
    private final RunReader reader;
    private final RunWriter rows;
    private final WorkerReader workers;
    private final Supervisor supervisor;
    private final RunExecutor executor;
    private final AuditWriter audit;
    private final StopSignal process;

    OwnRuns(
            Heart heart,
            RunRequests requests,
            RunReader reader,
            DSLContext dsl,
            WorkerReader workers,
            Supervisor supervisor,
            RunExecutor executor,
            AuditWriter audit,
            StopSignal process) {
        this.heart = heart;
        this.requests = requests;
        this.reader = reader;
        this.rows = new RunWriter(dsl);
        this.workers = workers;
        this.supervisor = supervisor;
        this.executor = executor;
        this.audit = audit;
        this.process = process;
    }

    /**
     * A run that was done.
     *
     * @param run its row then
     * @param result what its job said
     * @param follow runs that follow and that this process has taken: it must do them
     */
    public record Done(RunRow run, RunResult result, List<RunRow> follow) {}

    /** Sees the attempts of a run begin: the first, and those after the database was lost or the disk was full. */
    public interface Watcher {
        void begins(RunRow run, Control control);

        /**
         * Sees that an attempt was cut off and that another follows.
         *
         * @param why what the row says of it, and what to do
         */
        default void waits(RunRow run, String why) {}
    }

    /**
     * Makes a run and does it. What a dead process has left of the same is taken up instead.
     *
     * @param payload what the job gets of this process only; null for nothing
     * @param watcher sees each attempt begin
     * @throws AlreadyAliveException when somebody who lives does the same, or will
     * @throws Exception what the job threw
     */
    public Done start(RunRequest request, @Nullable Object payload, Watcher watcher) throws Exception {
        RunRow run = take(request);
        said("start", request.job(), run.runId(), "done");
        return execute(run, payload, watcher);
    }

    /**
     * Does a run that nobody has; waits while a dead process is still believed to live.
     *
     * @throws RunStateException when somebody has it, or it has ended
     * @throws Exception what the job threw
     */
    public Done takeUp(long runId, Watcher watcher) throws Exception {
        Optional<RunRow> run = rows.take(runId, heart.beat(false));
        if (run.isEmpty()) {
            RunRow found = reader.find(runId).orElseThrow(() -> new UnknownRunException(runId));
            throw new RunStateException(
                    found.state(), "run " + runId + " is " + found.state().code());
        }
        return execute(run.get(), null, watcher);
    }

    /** Does a run that this process has taken. */
    public Done goOn(RunRow taken, Watcher watcher) throws Exception {
        return execute(taken, null, watcher);
    }

    /** Gives back what dead processes have left, for a command that waits where no living process would do so. */
    public void recoverDead() throws SQLException {
        UUID worker = heart.beat(false);
        supervisor.look();
        supervisor.letGo(worker);
    }

    /** Whether a living process takes queued runs. */
    public boolean somebodyTakesRuns() {
        return workers.somebodyTakesRuns();
    }

    private RunRow take(RunRequest request)
            throws UnknownJobException, BadParametersException, AlreadyAliveException, KeyTakenException, SQLException,
                    InterruptedException {
        UUID worker = heart.beat(false);
        while (true) {
            AlreadyAliveException conflict;
            try {
                RunRequests.Made made = requests.make(request, worker);
                return made.run();
            } catch (AlreadyAliveException e) {
                conflict = e;
            }
            RunRow alive = reader.find(conflict.runId()).orElseThrow();
            if (alive.state() == RunState.QUEUED && !workers.somebodyTakesRuns()) {
                Optional<RunRow> taken = rows.take(alive.runId(), worker);
                if (taken.isPresent()) {
                    return taken.get();
                }
            } else if (alive.state().isAlive()
                    && (alive.workerId() == null
                            ? workers.somebodyTakesRuns()
                            : workers.hasConnection(alive.workerId()))) {
                said("start", request.job(), alive.runId(), "conflict");
                throw conflict;
            } else {
                LOG.info("{} lies with a dead worker: {}", alive.runId(), supervisor.look());
                supervisor.letGo(worker);
            }
            Thread.sleep(LOOK);
        }
    }

    private Done execute(RunRow taken, @Nullable Object payload, Watcher watcher) throws Exception {
        UUID worker = heart.beat(false);
        RunRow run = taken;
        long deadline = System.nanoTime() + LONGEST_CUT.toNanos();
        while (true) {
            RunRow now = run;
            RunExecutor.Ended ended = executor.execute(run, payload, worker, control -> watcher.begins(now, control));
            if (ended.state() == RunState.QUEUED && System.nanoTime() < deadline) {
                run = takeAgain(run, worker, watcher);
                continue;
            }
            if (ended.thrown() instanceof Exception thrown) {
                throw thrown;
            }
            if (ended.thrown() instanceof Error error) {
                throw error;
            }
            RunResult result = ended.result();
            if (result == null) {
                throw new IllegalStateException("run " + run.runId() + " ended without a result");
            }
            return new Done(reader.find(run.runId()).orElse(run), result, ended.follow());
        }
    }

    /** Waits for the pause after a lost connection or a full disk, unless another process was faster. */
    private RunRow takeAgain(RunRow run, UUID worker, Watcher watcher)
            throws AlreadyAliveException, UnknownRunException, StoppedWaitingException, InterruptedException {
        String why = reader.find(run.runId())
                .map(RunRow::message)
                .filter(message -> !message.isBlank())
                .orElse("it was cut off, and goes on by itself");
        watcher.waits(run, why);
        while (true) {
            if (process.isGiven() && rows.stopWaiting(run.runId())) {
                throw new StoppedWaitingException(run.runId(), why);
            }
            Thread.sleep(LOOK);
            Optional<RunRow> mine = rows.takeWhenDue(run.runId(), worker);
            if (mine.isPresent()) {
                return mine.get();
            }
            RunRow now = reader.find(run.runId()).orElseThrow(() -> new UnknownRunException(run.runId()));
            if (now.state() != RunState.QUEUED) {
                throw new AlreadyAliveException(
                        now.job(), now.runId(), now.state().code());
            }
        }
    }

    private void said(String verb, String job, long runId, String result) {
        audit.write(Actor.account(), verb, job, runId, result, null);
    }
}
