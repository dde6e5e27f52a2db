package dev.calima.batch.aggregate;

import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Computing what is stale, as somebody asks for it. */
@Component
class AggregateRun implements RunnableJob {

    private final AggregateJob job;

    AggregateRun(AggregateJob job) {
        this.job = job;
    }

    @Override
    public String name() {
        return AggregateJob.NAME;
    }

    @Override
    public String description() {
        return "Computes days, months, years, indices and exceedances of limit values for what has changed.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.optional("everything", ParameterType.FLAG, "compute everything anew")
                        .orElse("false"),
                RunParameter.optional(
                                "list",
                                ParameterType.FLAG,
                                "list what comes out different, for the command that does it")
                        .orElse("false")
                        .notIdentifying());
    }

    @Override
    public RunResult run(Run run) throws Exception {
        // an execution begins only after everything was marked: who takes it up again must not mark it once more
        boolean marked = run.row().jobExecutionId() != null;
        AggregateOutcome outcome = job.rebuild(run.isSet("everything") && !marked, run.isSet("list"), run.control());
        return RunResult.of(run, outcome.stopped(), outcome.staleDays() == 0)
                .counting(Map.of(
                        "staleDays", outcome.staleDays(),
                        "days", outcome.days(),
                        "months", outcome.months(),
                        "years", outcome.years(),
                        "indexDays", outcome.indexDays(),
                        "exceedances", outcome.exceedances()))
                .reporting(outcome);
    }
}
