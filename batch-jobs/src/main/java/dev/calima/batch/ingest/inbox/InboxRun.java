package dev.calima.batch.ingest.inbox;

import dev.calima.batch.ingest.LoadParameters;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Loading the inbox, as somebody asks for it. */
@Component
class InboxRun implements RunnableJob {

    private final Inbox inbox;
    private final InboxJob job;

    InboxRun(Inbox inbox, InboxJob job) {
        this.inbox = inbox;
        this.job = job;
    }

    @Override
    public String name() {
        return InboxJob.NAME;
    }

    @Override
    public String description() {
        return "Loads the objects that news from S3 told of, and that are waiting.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.optional(
                                "look", ParameterType.FLAG, "first list the inboxes for objects that no news told of")
                        .notIdentifying()
                        .orElse("false"),
                LoadParameters.aggregates());
    }

    @Override
    public RunResult run(Run run) throws Exception {
        int found = run.isSet("look") ? inbox.lookForForgotten() : 0;
        InboxJob.Done done = job.loadAll(run.control());
        RunOutcome outcome = done.failed() + done.waiting() > 0
                ? RunOutcome.REJECTS
                : done.loaded() + done.superseded() > 0 ? RunOutcome.COMPLETED : RunOutcome.NOOP;
        if (run.control().stop().isGiven()) {
            outcome = RunOutcome.STOPPED;
        }
        RunResult result = RunResult.of(outcome)
                .counting(Map.of(
                        "found",
                        (long) found,
                        "loaded",
                        (long) done.loaded(),
                        "failed",
                        (long) done.failed(),
                        "waiting",
                        (long) done.waiting(),
                        "superseded",
                        (long) done.superseded()))
                .reporting(done);
        return done.loaded() > 0 && outcome != RunOutcome.STOPPED ? LoadParameters.followed(run, result) : result;
    }
}
