package dev.calima.batch.ingest.load;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.observation.DayMerge;
import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.datasource.DataSourceUtils;

/**
 * Loads some chunks at each call, the rest of a file or several small files: reads lines, decides what to believe, merges it,
 * keeps what is refused and moves the position, all in the one transaction of the call. Made anew for each load.
 */
public final class LoadChunk implements Tasklet, AutoCloseable {

    private final LoadSession session;
    private final LedgerWriter ledger;
    private final ReadAhead chunks;
    private final DayMerge merge = new DayMerge();
    private final DataSource dataSource;
    private final DSLContext dsl;
    private final Progress progress;
    private final StopSignal stop;
    private final int chunkReadings;
    private List<Long> rawFileIds = List.of();

    /**
     * @param outside jOOQ on connections of its own, outside the chunk's transaction
     * @param chunkReadings readings of a chunk, and of a transaction
     */
    public LoadChunk(
            LoadSession session,
            LedgerWriter ledger,
            DSLContext outside,
            DataSource dataSource,
            DSLContext dsl,
            Progress progress,
            StopSignal stop,
            int chunkReadings) {
        this.session = session;
        this.ledger = ledger;
        this.chunks = new ReadAhead(session, new ChunkReader(session, new SeriesWriter(outside), chunkReadings));
        this.dataSource = dataSource;
        this.dsl = dsl;
        this.progress = progress;
        this.stop = stop;
        this.chunkReadings = chunkReadings;
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
        LedgerWriter.Position begin = ledger.find(session.loadId());
        if (isAtEnd(begin)) {
            return RepeatStatus.FINISHED; // done it is after QualityContext
        }
        Transaction transaction = new Transaction(contribution, begin);
        do {
            transaction.next();
        } while (!isAtEnd(transaction.position) && !transaction.isFull() && !stop.isGiven());
        ledger.advance(
                begin,
                transaction.position,
                bytesBefore(transaction.position),
                session.lease().epoch());
        progress.advance(transaction.lines);
        return RepeatStatus.CONTINUABLE;
    }

    private boolean isAtEnd(LedgerWriter.Position position) {
        return position.fileNo() >= session.files().size();
    }

    /** Bytes of the files up to the one at a position, which counts as read when anything of it is. */
    private long bytesBefore(LedgerWriter.Position position) {
        return session.files().stream()
                .limit(position.fileNo() + (position.lineNo() > 0 ? 1L : 0L))
                .mapToLong(LandedFile::sizeBytes)
                .sum();
    }

    private long rawFileId(LedgerWriter.Position position) {
        if (rawFileIds.isEmpty()) {
            rawFileIds = ledger.rawFileIds(position.loadId());
        }
        return rawFileIds.get(position.fileNo());
    }

    @Override
    public void close() throws IOException {
        chunks.close();
    }

    /** What one call does. */
    private final class Transaction {

        private final StepContribution contribution;
        private LedgerWriter.Position position;
        private long readings;
        private long values;
        private long lines;

        Transaction(StepContribution contribution, LedgerWriter.Position begin) {
            this.contribution = contribution;
            this.position = begin;
        }

        /** Whether it has done enough: a stop must not wait for long, nor may other writers. */
        boolean isFull() {
            return readings >= chunkReadings || values >= ChunkReader.MOST_VALUES;
        }

        /** Loads the next chunk, or refuses the next file. */
        void next() {
            LandedFile file = session.files().get(position.fileNo());
            try {
                chunk(file);
            } catch (IOException | SQLException | RuntimeException e) {
                if (e instanceof LeaseLostException lost) {
                    throw lost;
                }
                throw new IllegalStateException(
                        "loading " + file.name() + " of feed " + session.feed().name() + " failed after line "
                                + position.lineNo() + ": " + e.getMessage(),
                        e);
            }
        }

        private void chunk(LandedFile file) throws IOException, SQLException {
            @Nullable String problem = file.problem();
            @Nullable Chunk chunk = null;
            if (problem == null) {
                try {
                    chunk = chunks.at(position);
                } catch (NotThisFormatException e) {
                    problem = String.valueOf(e.getMessage());
                }
            }
            if (chunk != null) {
                write(chunk);
                count(chunk);
                lines += chunk.lastOfFile() ? file.lines() - chunk.from() : chunk.readings();
                position = chunk.lastOfFile()
                        ? position.at(position.fileNo() + 1, 0)
                        : position.at(position.fileNo(), chunk.from() + chunk.readings());
            } else {
                ledger.refuse(position.loadId(), position.fileNo(), String.valueOf(problem));
                lines += file.lines();
                position = position.at(position.fileNo() + 1, 0);
            }
        }

        private void write(Chunk chunk) throws SQLException {
            long rawFileId = rawFileId(position);
            Connection connection = DataSourceUtils.getConnection(dataSource); // the transaction's own
            try {
                MergeSummary merged =
                        merge.write(connection, position.loadId(), rawFileId, chunk.days(), chunk.lines());
                ledger.count(position.loadId(), position.fileNo(), chunk.counts(merged), chunk.lastOfFile());
                CoverageWriter.cover(connection, session.feed().name(), chunk.coverage());
                CoverageWriter.refuse(connection, chunk.refused());
            } finally {
                DataSourceUtils.releaseConnection(connection, dataSource);
            }
            RejectedReadingWriter.write(dsl, position.loadId(), rawFileId, chunk.rejected());
        }

        private void count(Chunk chunk) {
            readings += chunk.readings();
            values += chunk.values().read();
            LineSum sum = chunk.lines().sum();
            contribution.incrementWriteCount(sum.loaded() + sum.revised() + sum.unchanged());
            contribution.incrementFilterCount(sum.ignored());
            for (long i = 0; i < sum.read(); i++) {
                contribution.incrementReadCount();
            }
            contribution.incrementProcessSkipCount(sum.rejected());
        }
    }
}
