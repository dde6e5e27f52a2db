package dev.calima.batch.purge;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.ledger.LeaseLostException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Takes things of one kind away, some at each call, in the transaction of the call. Bytes go before their row says so: a run
 * that is cut off in between finds the row next time, and the bytes gone already. Made anew for each run.
 */
final class PurgeTasklet implements Tasklet {

    static final int ROWS = Integer.getInteger("calima.purge-rows", 1000);
    private static final int FILES = 100;

    private final PurgeKind kind;
    private final Instant cut;
    private final Instant now;
    private final PurgeWriter rows;
    private final RawFileWriter files;
    private final LandingArea landing;
    private final Lease lease;
    private final Progress progress;
    private final StopSignal stop;
    private long afterKey;
    private String afterPath = "";
    private long count;
    private long bytes;

    PurgeTasklet(
            PurgeKind kind,
            Instant cut,
            Instant now,
            PurgeWriter rows,
            RawFileWriter files,
            LandingArea landing,
            Lease lease,
            Progress progress,
            StopSignal stop) {
        this.kind = kind;
        this.cut = cut;
        this.now = now;
        this.rows = rows;
        this.files = files;
        this.landing = landing;
        this.lease = lease;
        this.progress = progress;
        this.stop = stop;
    }

    PurgeKind kind() {
        return kind;
    }

    long count() {
        return count;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        if (lease.isLost()) {
            throw new LeaseLostException("the connection that keeps the right to purge is gone; start it again");
        }
        long gone = kind == PurgeKind.RAW_FILES ? files() : rows();
        contribution.incrementWriteCount(Math.max(0, gone));
        count += Math.max(0, gone);
        progress.advance(Math.max(0, gone));
        return gone < 0 ? RepeatStatus.FINISHED : RepeatStatus.CONTINUABLE;
    }

    /** How many are gone; -1 when there are no more. */
    private long rows() {
        PurgeWriter.Gone gone = rows.delete(kind, cut, afterKey, ROWS);
        afterKey = gone.lastKey();
        return gone.rows() == 0 ? -1 : gone.rows();
    }

    private long files() throws IOException {
        List<RawFileWriter.Bytes> next = files.next(cut, afterPath, FILES);
        if (next.isEmpty()) {
            return -1;
        }
        long gone = 0;
        for (RawFileWriter.Bytes file : next) {
            long freed = landing.delete(file.path(), cut);
            if (freed >= 0) {
                files.gone(file.path(), now);
                bytes += freed;
                gone++;
            }
        }
        afterPath = next.getLast().path();
        return gone;
    }
}
