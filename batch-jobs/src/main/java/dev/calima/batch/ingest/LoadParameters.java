package dev.calima.batch.ingest;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.load.FileOutcome;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** What the runs of all loads have in common: what they are told, and what they tell. */
public final class LoadParameters {

    /** Parameter: name of the feed. */
    public static final String FEED = "feed";

    private static final String AGGREGATES = "aggregates";
    /** What computes what a load has made stale: jobs meet by their names. */
    private static final String REBUILD = "aggregates-rebuild";

    private LoadParameters() {}

    static RunParameter feed(JobsConfig config) {
        return feed(config, feed -> true);
    }

    static RunParameter feed(JobsConfig config, Predicate<FeedDefinition> which) {
        List<String> known = config.feeds().values().stream()
                .filter(which)
                .map(FeedDefinition::name)
                .sorted()
                .toList();
        return RunParameter.required(FEED, ParameterType.TEXT, "name of the feed")
                .oneOf(known);
    }

    /** Whether days, months, years and indices are computed afterwards. */
    public static RunParameter aggregates() {
        return RunParameter.optional(
                        AGGREGATES,
                        ParameterType.FLAG,
                        "whether days, months, years and indices are computed afterwards")
                .orElse("true")
                .notIdentifying();
    }

    /**
     * What a load tells.
     *
     * @param resumed whether an earlier attempt may have ended it, so that it is no wonder that it is done
     */
    public static RunResult result(Run run, LoadOutcome outcome, boolean resumed) {
        RunResult result = RunResult.of(outcomeOf(outcome, resumed))
                .counting(counts(outcome))
                .loaded(outcome.loadId() == 0 ? null : outcome.loadId())
                .reporting(outcome);
        if (result.outcome() == RunOutcome.FAILED) {
            return result.saying("every file was refused; the first: "
                    + outcome.refused().getFirst().problem());
        }
        return result.outcome() == RunOutcome.STOPPED ? result : followed(run, result);
    }

    /** The same, followed by computing what was made stale, unless that was not wanted. */
    public static RunResult followed(Run run, RunResult result) {
        boolean wanted = !"false".equals(run.find(AGGREGATES));
        return wanted ? result.followedBy(RunRequest.of(REBUILD, Map.of(), run.requestedBy())) : result;
    }

    /** How a load ended. */
    public static RunOutcome outcomeOf(LoadOutcome outcome, boolean resumed) {
        if (outcome.stopped()) {
            return RunOutcome.STOPPED;
        }
        if (!outcome.files().isEmpty()
                && outcome.refused().size() == outcome.files().size()) {
            return RunOutcome.FAILED;
        }
        if (outcome.hasRejects()) {
            return RunOutcome.REJECTS;
        }
        return outcome.alreadyLoaded() && !resumed ? RunOutcome.NOOP : RunOutcome.COMPLETED;
    }

    /** A load in numbers. */
    public static Map<String, Long> counts(LoadOutcome outcome) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("files", (long) outcome.files().size());
        counts.put("filesRefused", (long) outcome.refused().size());
        counts.put("linesRead", sum(outcome, FileOutcome::linesRead));
        counts.put("linesRejected", sum(outcome, FileOutcome::linesRejected));
        counts.put("valuesRejected", sum(outcome, FileOutcome::cellsRejected));
        counts.put("valuesInserted", sum(outcome, file -> file.merged().valuesInserted()));
        counts.put("valuesRevised", sum(outcome, file -> file.merged().valuesRevised()));
        counts.put(
                "rowsChanged",
                sum(
                        outcome,
                        file -> file.merged().rowsInserted() + file.merged().rowsRevised()));
        counts.put("rowsUnchanged", sum(outcome, file -> file.merged().rowsUnchanged()));
        return counts;
    }

    private static long sum(LoadOutcome outcome, ToLongFunction<FileOutcome> value) {
        return outcome.files().stream().mapToLong(value).sum();
    }
}
