package dev.calima.batch.backfill;

import dev.calima.batch.Control;
import dev.calima.batch.backfill.plan.SourcePlanner;
import dev.calima.batch.backfill.plan.Span;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.LoadFailedException;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.PastJob;
import dev.calima.batch.ingest.UnknownFeedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads a partition by asking the feed's source. */
@Component
class SourcePartition {

    private final JobsConfig config;
    private final PastJob past;

    SourcePartition(JobsConfig config, PastJob past) {
        this.config = config;
        this.past = past;
    }

    /** Loads it, or goes on; empty when it was told to stop. */
    Optional<PartitionOutcome> load(BackfillRow backfill, PartitionRow partition, FeedDefinition feed, Control control)
            throws UnknownFeedException, LoadFailedException {
        PastJob.PastOutcome outcome = past.ask(
                feed,
                new PastJob.Piece(
                        backfill.id(),
                        partition.number(),
                        partition.to(),
                        SourcePlanner.requests(
                                feed,
                                config.networkOf(feed),
                                Set.copyOf(backfill.stations()),
                                new Span(partition.from(), partition.to()))),
                control);
        if (outcome.isStopped()) {
            return Optional.empty();
        }
        LoadSums sums = LoadSums.of(outcome.loads());
        List<LoadOutcome> loads = outcome.loads();
        @Nullable String failure = outcome.failures().isEmpty()
                ? null
                : outcome.failures().size() + " of " + outcome.requests() + " requests failed, the first: "
                        + outcome.failures().getFirst();
        return Optional.of(new PartitionOutcome(
                outcome.requests(),
                outcome.answered(),
                sums.linesRead(),
                0,
                sums.valuesRead(),
                sums.valuesNew(),
                sums.valuesRevised(),
                sums.refused(),
                loads.isEmpty() ? null : (Long) loads.getLast().loadId(),
                failure,
                null));
    }
}
