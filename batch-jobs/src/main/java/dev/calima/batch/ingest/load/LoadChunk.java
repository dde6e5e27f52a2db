package dev.calima.batch.ingest.load;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.observation.LineSum;
import dev.calima.sql.setup.DatabaseAccess;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Loads: reads lines, decides what to believe, merges it, keeps what is refused and moves the position. Each call reports one
 * transaction of {@link LoadPipeline}, which goes on meanwhile. Made anew for each load.
 */
public final class LoadChunk implements Tasklet, AutoCloseable {

    private final LoadSession session;
    private final LedgerWriter ledger;
    private final ReadAhead chunks;
    private final BatchWriter writer;
    private final DatabaseAccess access;
    private final Progress progress;
    private final StopSignal stop;
    private final int chunkReadings;
    private @Nullable LoadPipeline pipeline;

    /**
     * @param outside jOOQ on connections of its own, outside the chunk's transaction
     * @param access for the connection that holds the writers' turn
     * @param chunkReadings readings of a chunk, and of a transaction
     */
    public LoadChunk(
            LoadSession session,
            LedgerWriter ledger,
            DSLContext outside,
            DataSource dataSource,
            DSLContext dsl,
            DatabaseAccess access,
            Progress progress,
            StopSignal stop,
            int chunkReadings) {
        this.session = session;
        this.ledger = ledger;
        this.chunks = new ReadAhead(session, new ChunkReader(session, new SeriesWriter(outside), chunkReadings));
        this.writer = new BatchWriter(session, ledger, dataSource, dsl);
        this.access = access;
        this.progress = progress;
        this.stop = stop;
        this.chunkReadings = chunkReadings;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        if (session.lease().isLost()) {
            throw new LeaseLostException("the connection that keeps the right to load "
                    + session.feed().name()
                    + " is gone; start the same command again, it goes on where this one stopped");
        }
        BatchWriter.@Nullable Committed committed = next();
        if (committed != null) {
            count(contribution, committed);
            return RepeatStatus.CONTINUABLE;
        }
        if (isAtEnd(ledger.find(session.loadId()))) {
            return RepeatStatus.FINISHED; // done it is after QualityContext
        }
        contribution.getStepExecution().setTerminateOnly(); // told to stop
        return RepeatStatus.CONTINUABLE;
    }

    private BatchWriter.@Nullable Committed next() throws InterruptedException {
        try {
            return pipeline().next();
        } catch (ExecutionException e) {
            endPipeline(); // when the step calls again, it begins where the ledger stands
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }

    private LoadPipeline pipeline() {
        LoadPipeline running = pipeline;
        if (running == null) {
            LedgerWriter.Position begin = ledger.find(session.loadId());
            running = new LoadPipeline(
                    session, ledger.rawFileIds(session.loadId()), begin, chunks, writer, access, stop, chunkReadings);
            pipeline = running;
        }
        return running;
    }

    private boolean isAtEnd(LedgerWriter.Position position) {
        return position.fileNo() >= session.files().size();
    }

    private void count(StepContribution contribution, BatchWriter.Committed committed) {
        for (LineSum sum : committed.sums()) {
            contribution.incrementWriteCount(sum.loaded() + sum.revised() + sum.unchanged());
            contribution.incrementFilterCount(sum.ignored());
            for (long i = 0; i < sum.read(); i++) {
                contribution.incrementReadCount();
            }
            contribution.incrementProcessSkipCount(sum.rejected());
        }
        progress.advance(committed.lines());
    }

    /** Ends after what is on its way. */
    @Override
    public void close() throws IOException {
        endPipeline();
        chunks.close();
    }

    private void endPipeline() {
        if (pipeline != null) {
            pipeline.close();
            pipeline = null;
        }
    }
}
