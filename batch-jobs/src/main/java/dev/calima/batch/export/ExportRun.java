package dev.calima.batch.export;

import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Publishing as somebody asks for it. */
@Component
class ExportRun implements RunnableJob {

    private final ExportJob job;

    ExportRun(ExportJob job) {
        this.job = job;
    }

    @Override
    public String name() {
        return ExportJob.NAME;
    }

    @Override
    public String description() {
        return "Publishes CSV and Parquet files of the years of which something has changed.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of();
    }

    @Override
    public RunResult run(Run run) throws Exception {
        ExportOutcome outcome = job.publish(run.control());
        RunOutcome how = outcome.stopped()
                ? RunOutcome.STOPPED
                : outcome.years() == 0 && run.attempt() == 1 ? RunOutcome.NOOP : RunOutcome.COMPLETED;
        return RunResult.of(how)
                .counting(Map.of(
                        "years", outcome.years(),
                        "rows", outcome.rows(),
                        "bytes", outcome.bytes(),
                        "removed", outcome.removed()))
                .reporting(outcome);
    }
}
