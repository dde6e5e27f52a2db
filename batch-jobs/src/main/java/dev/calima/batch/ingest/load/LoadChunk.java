package dev.calima.batch.ingest.load;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ledger.LeaseLostException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Loads one chunk of one file at each call: reads lines, decides what to believe, merges it, keeps what is refused and
 * moves the position, all in the one transaction of the call. Made anew for each load.
 */
public final class LoadChunk implements Tasklet, AutoCloseable {

    private final LoadSession session;
    private final LedgerWriter ledger;
    private final ReadAhead chunks;
    private final DataSource dataSource;
    private final DSLContext dsl;
    private final Progress progress;
    private final StopSignal stop;

    /**
     * @param outside jOOQ on connections of its own, outside the chunk's transaction
     * @param chunkLines lines of a chunk
     */
    public LoadChunk(
            LoadSession session,
            LedgerWriter ledger,
            DSLContext outside,
            DataSource dataSource,
            DSLContext dsl,
            Progress progress,
            StopSignal stop,
            int chunkLines) {
        this.session = session;
        this.ledger = ledger;
        this.chunks = new ReadAhead(session, new ChunkReader(session, new SeriesWriter(outside), chunkLines));
        this.dataSource = dataSource;
        this.dsl = dsl;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        if (session.lease().isLost()) {
            throw new LeaseLostException("the connection that keeps the right to load "
                    + session.feed().name()
                    + " is gone; start the same command again, it goes on where this one stopped");
        }
        LedgerWriter.Position position = ledger.find(session.loadId());
        if (position.fileNo() >= session.files().size()) {
            ledger.endLoad(session.loadId());
            return RepeatStatus.FINISHED;
        }
        LandedFile file = session.files().get(position.fileNo());
        try {
            chunk(contribution, position, file);
        } catch (IOException | SQLException | RuntimeException e) {
            if (e instanceof LeaseLostException lost) {
                throw lost;
            }
            throw new IllegalStateException(
                    "loading " + file.name() + " of feed " + session.feed().name() + " failed after line "
                            + position.lineNo() + ": " + e.getMessage(),
                    e);
        }
        return RepeatStatus.CONTINUABLE;
    }

    private void chunk(StepContribution contribution, LedgerWriter.Position position, LandedFile file)
            throws IOException, SQLException {
        @Nullable String problem = file.problem();
        @Nullable Chunk chunk = null;
        if (problem == null) {
            try {
                chunk = chunks.at(position);
            } catch (NotThisFormatException e) {
                problem = e.getMessage();
            }
        }
        if (chunk == null) {
            ledger.endFile(position.loadId(), position.fileNo(), problem);
            endOfFile(position, file.lines());
            return;
        }
        write(position, chunk);
        contribution.incrementWriteCount(chunk.lines() - chunk.linesRejected() - chunk.linesIgnored());
        contribution.incrementFilterCount(chunk.linesIgnored());
        for (long i = 0; i < chunk.lines(); i++) {
            contribution.incrementReadCount();
        }
        contribution.incrementProcessSkipCount(chunk.linesRejected());
        if (chunk.lastOfFile()) {
            ledger.endFile(position.loadId(), position.fileNo(), null);
            endOfFile(position, file.lines() - chunk.from());
        } else {
            ledger.advance(
                    position,
                    position.fileNo(),
                    chunk.from() + chunk.lines(),
                    bytesBefore(position),
                    session.lease().epoch());
            progress.advance(chunk.lines());
        }
    }

    private void write(LedgerWriter.Position position, Chunk chunk) throws SQLException {
        long rawFileId = ledger.rawFileId(position.loadId(), position.fileNo());
        Connection connection = DataSourceUtils.getConnection(dataSource); // the transaction's own
        try {
            MergeSummary merged = StagingMerge.write(connection, rawFileId, chunk.days());
            ledger.count(position.loadId(), position.fileNo(), chunk.counts(merged));
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
        RejectedReadingWriter.write(dsl, position.loadId(), rawFileId, chunk.rejected());
    }

    private void endOfFile(LedgerWriter.Position position, long linesLeft) {
        ledger.advance(
                position,
                position.fileNo() + 1,
                0,
                bytesBefore(position),
                session.lease().epoch());
        progress.advance(linesLeft);
    }

    private long bytesBefore(LedgerWriter.Position position) {
        return session.files().stream()
                .limit(position.fileNo() + 1L)
                .mapToLong(LandedFile::sizeBytes)
                .sum();
    }

    @Override
    public void close() throws IOException {
        chunks.close();
    }
}
