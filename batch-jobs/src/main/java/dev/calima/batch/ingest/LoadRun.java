package dev.calima.batch.ingest;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The massive load as somebody asks for it. Taken up again it goes on from the landing area, wherever it is. */
@Component
class LoadRun implements RunnableJob {

    private static final String PATHS = "paths";
    private static final String LOAD = "load";
    private static final String MOST_REJECTED = "max-rejected-share";

    private final IngestJob job;
    private final JobsConfig config;

    LoadRun(IngestJob job, JobsConfig config) {
        this.job = job;
        this.config = config;
    }

    @Override
    public String name() {
        return IngestJob.NAME;
    }

    @Override
    public String description() {
        return "Loads files of a feed, or goes on with a load that was cut off.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                LoadParameters.feed(config),
                RunParameter.optional(
                        PATHS,
                        ParameterType.TEXTS,
                        "files, folders or globs on the machine that does it, or s3:// or https:// addresses; one a line"),
                RunParameter.optional(LOAD, ParameterType.WHOLE, "number of a load to go on with, instead of paths"),
                RunParameter.optional("force", ParameterType.FLAG, "load once more what was loaded before")
                        .orElse("false"),
                RunParameter.optional(
                                MOST_REJECTED,
                                ParameterType.NUMBER,
                                "share of refused lines, 0 to 1, that is still loaded; the feed's own when not given")
                        .notIdentifying(),
                LoadParameters.aggregates());
    }

    @Override
    public Map<String, String> problems(Map<String, String> given) {
        Map<String, String> problems = new LinkedHashMap<>();
        if (given.containsKey(PATHS) == given.containsKey(LOAD)) {
            problems.put(PATHS, "give either paths or a load to go on with");
        }
        @Nullable String share = given.get(MOST_REJECTED);
        if (share != null && !(Double.parseDouble(share) >= 0 && Double.parseDouble(share) <= 1)) {
            problems.put(MOST_REJECTED, "must lie in 0 to 1");
        }
        return problems;
    }

    @Override
    public RunResult run(Run run) throws Exception {
        String feed = run.get(LoadParameters.FEED);
        @Nullable Double mostRejected = run.number(MOST_REJECTED);
        @Nullable Long begun = run.whole(LOAD);
        if (begun == null && !run.isOwn()) {
            begun = run.loadId();
        }
        LoadOutcome outcome = begun != null
                ? job.resume(feed, begun, mostRejected, run.control())
                : loadPaths(run, feed, mostRejected);
        return LoadParameters.result(run, outcome, begun != null);
    }

    private LoadOutcome loadPaths(Run run, String feed, @Nullable Double mostRejected) throws Exception {
        try {
            return job.load(feed, run.texts(PATHS), run.isSet("force"), mostRejected, run.control());
        } catch (NothingFoundException e) {
            if (run.attempt() > 1 && !run.isOwn()) {
                throw new LoadFailedException(
                        e.getMessage()
                                + ". Its command died before the files were received: give it again where they are",
                        e);
            }
            throw e;
        }
    }
}
