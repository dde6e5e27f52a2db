package dev.calima.batch.purge;

import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Retention as a run. */
@Component
class PurgeRun implements RunnableJob {

    private final PurgeJob job;

    PurgeRun(PurgeJob job) {
        this.job = job;
    }

    @Override
    public String name() {
        return PurgeJob.NAME;
    }

    @Override
    public String description() {
        return "Takes away what jobs-config/retention.yaml no longer keeps.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of();
    }

    @Override
    public RunResult run(Run run) throws Exception {
        PurgeOutcome outcome = job.purge(run.control());
        Map<String, Long> counts = new TreeMap<>();
        outcome.parts().forEach(part -> counts.put(part.kind(), part.count()));
        RunOutcome how =
                outcome.stopped() ? RunOutcome.STOPPED : outcome.total() == 0 ? RunOutcome.NOOP : RunOutcome.COMPLETED;
        return RunResult.of(how).counting(counts).reporting(outcome);
    }
}
