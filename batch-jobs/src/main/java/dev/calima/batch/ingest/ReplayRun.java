package dev.calima.batch.ingest;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Loading once more what was received, as somebody asks for it. */
@Component
class ReplayRun implements RunnableJob {

    private final Replay replay;
    private final IngestJob job;
    private final JobsConfig config;

    ReplayRun(Replay replay, IngestJob job, JobsConfig config) {
        this.replay = replay;
        this.job = job;
        this.config = config;
    }

    @Override
    public String name() {
        return Replay.NAME;
    }

    @Override
    public String description() {
        return "Loads once more what a feed had received, from the landing area and not from the source.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                LoadParameters.feed(config),
                RunParameter.optional("from", ParameterType.DAY, "only what was received on this day (UTC) or later"),
                RunParameter.optional("to", ParameterType.DAY, "only what was received on this day (UTC) or before"),
                RunParameter.optional(
                                "landing",
                                ParameterType.FLAG,
                                "everything that lies in the landing area, whether the database knows it or not")
                        .orElse("false"),
                LoadParameters.aggregates());
    }

    @Override
    public RunResult run(Run run) throws Exception {
        String feed = run.get(LoadParameters.FEED);
        @Nullable Instant from = start(run.day("from"), 0);
        @Nullable Instant to = start(run.day("to"), 1);
        @Nullable Long begun = run.loadId();
        LoadOutcome outcome;
        if (begun != null) {
            outcome = job.resume(feed, begun, null, run.control());
        } else if (run.isSet("landing")) {
            outcome = replay.ofLandingArea(feed, from, to, run.control());
        } else {
            outcome = replay.ofLoads(feed, from, to, run.control());
        }
        return LoadParameters.result(run, outcome, begun != null);
    }

    private static @Nullable Instant start(@Nullable LocalDate day, int later) {
        return day == null
                ? null
                : day.plusDays(later).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
