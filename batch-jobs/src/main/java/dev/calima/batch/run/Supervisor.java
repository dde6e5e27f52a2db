package dev.calima.batch.run;

import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.DeadRuns;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds runs whose worker is dead and gives them back, each in one transaction: cut off at any point, the next one finishes it.
 * Any number of processes may do so at once.
 */
@Component
class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final RunWriter rows;
    private final WorkerReader workers;
    private final DeadRuns deadRuns;
    private final RunExecutor executor;
    private final AuditWriter audit;
    private final RunBell bell;
    private final StopSignal process;
    private final TransactionTemplate transaction;

    Supervisor(
            DSLContext dsl,
            WorkerReader workers,
            DeadRuns deadRuns,
            RunExecutor executor,
            AuditWriter audit,
            RunBell bell,
            StopSignal process,
            PlatformTransactionManager transactions) {
        this.rows = new RunWriter(dsl);
        this.workers = workers;
        this.deadRuns = deadRuns;
        this.executor = executor;
        this.audit = audit;
        this.bell = bell;
        this.process = process;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Gives back every run whose worker is dead; returns how many. */
    int look() {
        int found = 0;
        for (WorkerReader.Orphan orphan : workers.orphans()) {
            if (process.isGiven()) {
                return found;
            }
            if (Boolean.TRUE.equals(transaction.execute(_ -> giveBack(orphan)))) {
                found++;
            }
        }
        if (found > 0) {
            bell.ring();
        }
        return found;
    }

    private boolean giveBack(WorkerReader.Orphan orphan) {
        RunRow run = orphan.run();
        Optional<RunState> state = rows.giveBack(
                run, Duration.ZERO, "its worker (" + orphan.worker() + ") died; it is taken up again by itself");
        if (state.isEmpty()) {
            return false; // somebody else was faster
        }
        @Nullable Long execution = run.jobExecutionId();
        if (execution != null) {
            deadRuns.bury(execution);
        }
        LOG.warn(
                "run {} of {} had lost its worker ({}), it is {}",
                run.runId(),
                run.job(),
                orphan.worker(),
                state.get());
        audit.write(
                new Actor("calima", Actor.Via.SUPERVISOR),
                "recover",
                "run " + run.runId(),
                run.runId(),
                "done",
                "its worker (" + orphan.worker() + ") died");
        return true;
    }

    /** Ends what is to stop and has no worker: taking its job's lease shuts out whoever may still write. */
    void letGo(UUID worker) {
        for (long id : rows.orphansToStop()) {
            rows.take(id, worker).ifPresent(run -> executor.execute(run, null, null, control -> {}));
        }
    }
}
