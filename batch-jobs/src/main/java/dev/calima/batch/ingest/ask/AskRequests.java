package dev.calima.batch.ingest.ask;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.ledger.LeaseLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Asks one request at each call. What comes is kept as it comes, and loaded afterwards. Made anew for each run. */
public final class AskRequests implements Tasklet {

    private final List<PlannedRequest> requests;
    private final Function<PlannedRequest, Asked> asker;
    private final Lease lease;
    private final Progress progress;
    private final StopSignal stop;
    private final List<Asked> asked = new ArrayList<>();

    public AskRequests(
            List<PlannedRequest> requests,
            Function<PlannedRequest, Asked> asker,
            Lease lease,
            Progress progress,
            StopSignal stop) {
        this.requests = List.copyOf(requests);
        this.asker = asker;
        this.lease = lease;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (asked.size() == requests.size()) {
            return RepeatStatus.FINISHED;
        }
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        if (lease.isLost()) {
            throw new LeaseLostException("the connection that keeps the right to ask is gone; start the same command"
                    + " again, it asks again what is not loaded yet");
        }
        Asked one = asker.apply(requests.get(asked.size()));
        asked.add(one);
        contribution.incrementReadCount();
        if (one.state() == Asked.State.FAILED) {
            contribution.incrementProcessSkipCount(1);
        }
        progress.advance(1);
        return RepeatStatus.CONTINUABLE;
    }

    /** What became of the requests so far, in their order. */
    public List<Asked> asked() {
        return List.copyOf(asked);
    }
}
