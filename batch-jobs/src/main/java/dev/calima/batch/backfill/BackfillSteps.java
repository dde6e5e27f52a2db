package dev.calima.batch.backfill;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.Pool;
import dev.calima.batch.run.RunDesk;
import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.RunState;
import dev.calima.batch.run.RunStateException;
import dev.calima.batch.run.UnknownJobException;
import dev.calima.batch.run.UnknownRunException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves backfills on, a step at a time: notes what became of runs, asks for the next one, ends what is at its end. It keeps
 * nothing in memory, so any process may do any step; of two who want the same one does it.
 */
@Component
public class BackfillSteps {

    private static final Logger LOG = LoggerFactory.getLogger(BackfillSteps.class);

    /** Runs of one backfill at a time: one writer of a feed is all that there may be. */
    private static final int MOST_ALIVE = 1;

    private final BackfillReader reader;
    private final BackfillWriter writer;
    private final RunReader runs;
    private final RunRequests requests;
    private final RunDesk desk;
    private final TransactionTemplate transaction;

    BackfillSteps(
            BackfillReader reader,
            BackfillWriter writer,
            RunReader runs,
            RunRequests requests,
            RunDesk desk,
            TransactionTemplate transaction) {
        this.reader = reader;
        this.writer = writer;
        this.runs = runs;
        this.requests = requests;
        this.desk = desk;
        this.transaction = transaction;
    }

    /** One step of every backfill that moves. */
    public void all() {
        for (long id : reader.moving()) {
            one(id);
        }
    }

    /** One step of a backfill; nothing when it does not move, or somebody else does the step. */
    public void one(long id) {
        transaction.executeWithoutResult(status ->
                writer.lockIfFree(id).filter(row -> row.state().isMoving()).ifPresent(this::step));
    }

    private void step(BackfillRow backfill) {
        for (PartitionRow partition : reader.partitions(backfill.id())) {
            if (isAlive(partition)) {
                follow(backfill, partition);
            }
        }
        List<PartitionRow> partitions = reader.partitions(backfill.id());
        List<PartitionRow> alive =
                partitions.stream().filter(BackfillSteps::isAlive).toList();
        if (backfill.state() == BackfillState.RUNNING) {
            next(backfill, partitions, alive.size());
            return;
        }
        alive.forEach(one -> stop(backfill, runId(one)));
        if (!alive.isEmpty()) {
            return;
        }
        if (backfill.state() == BackfillState.PAUSING) {
            end(backfill, BackfillState.PAUSED);
        } else {
            partitions.stream()
                    .filter(one -> one.state() == PartitionState.WAITING)
                    .forEach(one -> writer.move(one, PartitionState.CANCELLED, null));
            end(backfill, BackfillState.CANCELLED);
        }
    }

    private static boolean isAlive(PartitionRow partition) {
        return partition.state() == PartitionState.QUEUED || partition.state() == PartitionState.RUNNING;
    }

    private static long runId(PartitionRow partition) {
        @Nullable Long run = partition.runId();
        if (run == null) {
            throw new IllegalStateException("partition " + partition.name() + " is alive and has no run");
        }
        return run;
    }

    /** Notes what became of the run of a partition; what a run itself has written of it is not touched. */
    private void follow(BackfillRow backfill, PartitionRow partition) {
        Optional<RunRow> found = runs.find(runId(partition));
        if (found.isEmpty()) { // taken away by somebody: it is done once more
            writer.move(partition, PartitionState.WAITING, null);
            return;
        }
        RunRow run = found.get();
        if (run.unit().equals(backfill.unit()) && run.done() != partition.done()) {
            writer.done(partition, run.done());
        }
        switch (run.state()) {
            case QUEUED -> {}
            case RUNNING, STOPPING -> {}
            case STOPPED -> writer.move(partition, PartitionState.WAITING, null);
            case COMPLETED -> writer.move(partition, PartitionState.DONE, run.message());
            case FAILED, ABANDONED ->
                writer.move(
                        partition,
                        PartitionState.FAILED,
                        run.message() == null
                                ? "run " + run.runId() + " was " + run.state().code()
                                : run.message());
        }
    }

    /** Its worker lets go at the end of its chunk. */
    private void stop(BackfillRow backfill, long runId) {
        if (runs.find(runId).filter(one -> one.state() == RunState.STOPPING).isPresent()) {
            return;
        }
        try {
            desk.stop(new Actor("backfill " + backfill.id(), Actor.Via.SUPERVISOR), runId);
        } catch (UnknownRunException | RunStateException e) {
            LOG.info("backfill {}: {}", backfill.id(), e.getMessage()); // it has ended; the next step sees how
        }
    }

    private void next(BackfillRow backfill, List<PartitionRow> partitions, int alive) {
        List<PartitionRow> waiting = partitions.stream()
                .filter(one -> one.state() == PartitionState.WAITING)
                .toList();
        waiting.stream().limit(Math.max(0, MOST_ALIVE - alive)).forEach(one -> ask(backfill, one));
        if (waiting.isEmpty() && alive == 0) {
            boolean failed = partitions.stream().anyMatch(one -> one.state() == PartitionState.FAILED);
            end(backfill, failed ? BackfillState.COMPLETED_WITH_FAILURES : BackfillState.COMPLETED);
        }
    }

    private void ask(BackfillRow backfill, PartitionRow partition) {
        try {
            long run = requests.submit(RunRequest.of(
                                    PartitionJob.NAME,
                                    Map.of(
                                            PartitionJob.BACKFILL,
                                            Long.toString(backfill.id()),
                                            PartitionJob.PARTITION,
                                            Integer.toString(partition.number())),
                                    backfill.requestedBy())
                            .because(backfill.reason().isEmpty() ? null : backfill.reason())
                            .in(Pool.BACKFILL)
                            .partOf(backfill.id(), partition.name())
                            .called("backfill/" + backfill.id() + "/" + partition.number() + "/"
                                    + (partition.attempts() + 1)))
                    .runId();
            writer.queued(partition, run);
        } catch (AlreadyAliveException e) { // an earlier run of it is restarted by hand: it is this partition's
            writer.queued(partition, e.runId());
        } catch (UnknownJobException | BadParametersException | KeyTakenException e) {
            throw new IllegalStateException("a partition cannot be asked for: " + e.getMessage(), e);
        }
    }

    private void end(BackfillRow backfill, BackfillState state) {
        writer.state(backfill.id(), state);
        LOG.info("backfill {} of {} is {}", backfill.id(), backfill.feed(), state.word());
    }
}
