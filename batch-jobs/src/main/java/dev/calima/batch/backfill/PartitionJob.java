package dev.calima.batch.backfill;

import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Pool;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loads one partition of a backfill, or goes on with it. */
@Component
public class PartitionJob implements RunnableJob {

    /** Name of the job. */
    public static final String NAME = "observations-load-backfill";

    /** What makes days, months and indices of what was loaded. */
    private static final String REBUILD = "aggregates-rebuild";

    static final String BACKFILL = "backfill";
    static final String PARTITION = "partition";

    private final JobsConfig config;
    private final BackfillReader reader;
    private final BackfillWriter writer;
    private final FilePartition files;
    private final SourcePartition sources;

    PartitionJob(
            JobsConfig config,
            BackfillReader reader,
            BackfillWriter writer,
            FilePartition files,
            SourcePartition sources) {
        this.config = config;
        this.reader = reader;
        this.writer = writer;
        this.files = files;
        this.sources = sources;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "Loads one partition of a backfill. Backfills ask for it themselves.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.required(BACKFILL, ParameterType.WHOLE, "Key of the backfill."),
                RunParameter.required(PARTITION, ParameterType.WHOLE, "Number of its partition, from 0."));
    }

    @Override
    public Pool pool() {
        return Pool.BACKFILL;
    }

    @Override
    public RunResult run(Run run) throws Exception {
        long id = Long.parseLong(run.get(BACKFILL));
        int number = Integer.parseInt(run.get(PARTITION));
        BackfillRow backfill = reader.get(id);
        @Nullable FeedDefinition feed = config.feeds().get(backfill.feed());
        if (feed == null) {
            return RunResult.of(RunOutcome.FAILED)
                    .saying("feed " + backfill.feed() + " is not in jobs-config any more; put its file back");
        }
        Optional<PartitionRow> mine = writer.begin(id, number, run.id(), reader.newestLoad());
        if (mine.isEmpty()) {
            return RunResult.of(RunOutcome.NOOP).saying("the partition is another run's, or nobody wants it any more");
        }
        PartitionRow partition = mine.get();
        Optional<PartitionOutcome> ended = backfill.origin() == Origin.SOURCE
                ? sources.load(backfill, partition, feed, run.control())
                : files.load(backfill, partition, feed, run.control());
        if (ended.isEmpty()) {
            return RunResult.of(RunOutcome.STOPPED);
        }
        PartitionOutcome outcome = ended.get();
        writer.end(partition, outcome);
        RunResult result = RunResult.of(
                        outcome.failure() != null
                                ? RunOutcome.FAILED
                                : outcome.refused() > 0 ? RunOutcome.REJECTS : RunOutcome.COMPLETED)
                .saying(outcome.failure() != null ? outcome.failure() : outcome.message())
                .loaded(outcome.loadId())
                .counting(Map.of(
                        "linesRead", outcome.linesRead(),
                        "valuesRead", outcome.valuesRead(),
                        "valuesInserted", outcome.valuesNew(),
                        "valuesRevised", outcome.valuesRevised(),
                        "refused", outcome.refused()));
        return isLast(id)
                ? result.followedBy(
                        RunRequest.of(REBUILD, Map.of(), run.requestedBy()).in(Pool.BACKFILL))
                : result;
    }

    /** Days, months and indices are computed once for all partitions; while one waits, by the hourly schedule at most. */
    private boolean isLast(long id) {
        return reader.partitions(id).stream().noneMatch(one -> one.state() == PartitionState.WAITING);
    }
}
