package dev.calima.batch.ingest;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.ask.Asked;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Pool;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The hourly load as somebody asks for it. Its hour is fixed when it is asked for. */
@Component
class IncrementalRun implements RunnableJob {

    private static final String AT = "at";
    private static final String MONTH_TO_DATE = "month-to-date";

    private final IncrementalJob job;
    private final JobsConfig config;
    private final Clock clock;

    IncrementalRun(IncrementalJob job, JobsConfig config, Clock clock) {
        this.job = job;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return IncrementalJob.NAME;
    }

    @Override
    public String description() {
        return "Asks the source of a feed again for its windows, and loads what comes.";
    }

    @Override
    public Pool pool() {
        return Pool.HOURLY;
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                LoadParameters.feed(config, feed -> feed.source() != null),
                RunParameter.optional(
                        AT,
                        ParameterType.INSTANT,
                        "the moment that it is for, not in the future; its full hour counts (now)"),
                RunParameter.optional(MONTH_TO_DATE, ParameterType.FLAG, "ask for the whole month so far")
                        .notIdentifying(),
                LoadParameters.aggregates());
    }

    @Override
    public Map<String, String> problems(Map<String, String> given) {
        @Nullable String at = given.get(AT);
        return at != null && Instant.parse(at).isAfter(clock.instant())
                ? Map.of(AT, at + " is in the future; nobody can be asked for it yet")
                : Map.of();
    }

    @Override
    public Map<String, String> complete(Map<String, String> given) {
        @Nullable String at = given.get(AT);
        Instant hour = (at == null ? clock.instant() : Instant.parse(at)).truncatedTo(ChronoUnit.HOURS);
        Map<String, String> completed = new TreeMap<>(given);
        completed.put(AT, hour.toString());
        return completed;
    }

    @Override
    public RunResult run(Run run) throws Exception {
        FetchOutcome outcome = job.fetch(
                run.get(LoadParameters.FEED), new FetchWish(run.instant(AT), run.isSet(MONTH_TO_DATE)), run.control());
        RunResult result =
                RunResult.of(outcomeOf(outcome)).counting(counts(outcome)).reporting(outcome);
        @Nullable LoadOutcome load = outcome.load();
        if (load != null) {
            result = result.loaded(load.loadId());
        }
        @Nullable String problem = outcome.requests().stream()
                .filter(one -> one.state() == Asked.State.FAILED)
                .map(Asked::problem)
                .findFirst()
                .orElse(null);
        result = result.saying(
                problem == null
                        ? null
                        : "of " + outcome.requests().size() + " requests " + outcome.count(Asked.State.FAILED)
                                + " failed; the first: " + problem);
        return load == null || outcome.stopped() ? result : LoadParameters.followed(run, result);
    }

    private static RunOutcome outcomeOf(FetchOutcome outcome) {
        if (outcome.stopped()) {
            return RunOutcome.STOPPED;
        }
        if (outcome.alreadyDone()) {
            return RunOutcome.NOOP;
        }
        long failed = outcome.count(Asked.State.FAILED);
        if (failed > 0) {
            return failed == outcome.requests().size() ? RunOutcome.FAILED : RunOutcome.REJECTS;
        }
        @Nullable LoadOutcome load = outcome.load();
        return load == null ? RunOutcome.COMPLETED : LoadParameters.outcomeOf(load, true);
    }

    private static Map<String, Long> counts(FetchOutcome outcome) {
        @Nullable LoadOutcome load = outcome.load();
        Map<String, Long> counts = new TreeMap<>(load == null ? Map.of() : LoadParameters.counts(load));
        counts.put("requests", (long) outcome.requests().size());
        counts.put("requestsFailed", outcome.count(Asked.State.FAILED));
        return counts;
    }
}
