package dev.calima.batch.schedule;

import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;

/** A job that does nothing. */
record TestJob(String name, boolean timed) implements RunnableJob {

    @Override
    public String description() {
        return "does nothing";
    }

    @Override
    public List<RunParameter> parameters() {
        return timed
                ? List.of(
                        RunParameter.required("at", ParameterType.INSTANT, "the moment that it is for"),
                        RunParameter.optional("of", ParameterType.TEXT, "the schedule, where several want it"))
                : List.of();
    }

    @Override
    public RunResult run(Run run) {
        return RunResult.of(RunOutcome.COMPLETED);
    }
}
