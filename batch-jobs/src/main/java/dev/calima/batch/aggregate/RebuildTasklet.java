package dev.calima.batch.aggregate;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.aggregate.StaleDayQueries.Unit;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.ledger.LeaseLostException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Computes one station and some years at each call, in the transaction of the call, which also takes the marks away. What
 * is still to do is asked of the marks alone, so a run that was stopped, failed or killed goes on where it was. The step
 * counts marked days as read and changed results as written. Made anew for each run.
 */
final class RebuildTasklet implements Tasklet {

    private final StaleDayQueries stale;
    private final StationRebuild stations;
    private final Standards standards;
    private final Lease lease;
    private final boolean listed;
    private final Progress progress;
    private final StopSignal stop;
    private final Changes all;
    private final Deque<Unit> plan = new ArrayDeque<>();
    private long doneWhenPlanned = -1;

    RebuildTasklet(
            StaleDayQueries stale,
            StationRebuild stations,
            Standards standards,
            Lease lease,
            boolean listed,
            Progress progress,
            StopSignal stop) {
        this.stale = stale;
        this.stations = stations;
        this.standards = standards;
        this.lease = lease;
        this.listed = listed;
        this.progress = progress;
        this.stop = stop;
        this.all = new Changes(listed);
    }

    /** What has been committed so far. */
    Changes changes() {
        return all;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        if (lease.isLost()) {
            throw new LeaseLostException(
                    "the connection that keeps the right to compute aggregates is gone; start the same command again");
        }
        if (plan.isEmpty() && !plan()) {
            return RepeatStatus.FINISHED;
        }
        Unit unit = plan.getFirst();
        Changes changes;
        try {
            changes = stations.rebuild(unit, standards, listed);
            stale.holdLease(AggregateJob.LEASE, lease.epoch());
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new AggregateFailedException(
                    "computing aggregates of station " + unit.stationId() + " (its key), years " + unit.fromYear()
                            + " to " + (unit.toYear() - 1) + ", failed: " + e.getMessage(),
                    e);
        }
        for (long i = 0; i < changes.staleDays; i++) {
            contribution.incrementReadCount();
        }
        contribution.incrementWriteCount(
                changes.days + changes.months + changes.years + changes.indexDays + changes.exceedances);
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                plan.removeFirst();
                all.add(changes);
                progress.advance(changes.staleDays);
            }
        });
        return RepeatStatus.CONTINUABLE;
    }

    /**
     * Asks what is to be done, once more after all was done: a load may have marked days meanwhile.
     *
     * @return whether there is anything, and the last round was not in vain because of marks that are being set just now
     */
    private boolean plan() {
        if (doneWhenPlanned == all.staleDays) {
            return false;
        }
        plan.addAll(stale.plan());
        doneWhenPlanned = all.staleDays;
        long total = plan.stream().mapToLong(Unit::days).sum();
        progress.begin("aggregate", "days", all.staleDays, all.staleDays + total);
        return !plan.isEmpty();
    }
}
