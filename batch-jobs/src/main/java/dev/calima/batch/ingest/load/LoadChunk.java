package dev.calima.batch.ingest.load;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Observation;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.Verdict;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.fetch.LandedFile;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    /** Refused lines and values of one kind that are kept of one file; all are counted. */
    static final int MOST_KEPT_OF_A_KIND = 1000;

    private final LoadSession session;
    private final LedgerWriter ledger;
    private final SeriesWriter series;
    private final DataSource dataSource;
    private final DSLContext dsl;
    private final Progress progress;
    private final StopSignal stop;
    private final int chunkLines;

    private @Nullable OpenFile open;
    private final Map<NoticeKind, Integer> kept = new EnumMap<>(NoticeKind.class);

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
        this.series = new SeriesWriter(outside);
        this.dataSource = dataSource;
        this.dsl = dsl;
        this.progress = progress;
        this.stop = stop;
        this.chunkLines = chunkLines;
    }

    @Override
    public @Nullable RepeatStatus execute(StepContribution contribution, ChunkContext context) throws Exception {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        if (session.lease().isLost()) {
            throw new LostLeaseException("the connection that keeps the right to load "
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
            close(); // the next run opens it where the ledger says
            if (e instanceof LostLeaseException lost) {
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
        @Nullable OpenFile reader = null;
        if (problem == null) {
            try {
                reader = reader(position, file);
            } catch (NotThisFormatException e) {
                problem = e.getMessage();
            }
        }
        if (reader == null) {
            ledger.endFile(position.loadId(), position.fileNo(), problem);
            endOfFile(position, file.lines());
            return;
        }
        long rawFileId = ledger.rawFileId(position.loadId(), position.fileNo());
        Chunk chunk = new Chunk(reader);
        boolean more = chunk.read();
        MergeSummary merged = merge(rawFileId, chunk.days);
        RejectedReadingWriter.write(dsl, position.loadId(), rawFileId, chunk.rejected);
        ChunkCounts counts = new ChunkCounts(
                chunk.lines, chunk.linesRejected, chunk.cellsRejected, chunk.ignored, chunk.days.usable(), merged);
        ledger.count(position.loadId(), position.fileNo(), counts);
        contribution.incrementWriteCount(chunk.lines - chunk.linesRejected - chunk.ignored);
        contribution.incrementFilterCount(chunk.ignored);
        for (long i = 0; i < chunk.lines; i++) {
            contribution.incrementReadCount();
        }
        contribution.incrementProcessSkipCount(chunk.linesRejected);
        if (more) {
            ledger.advance(
                    position,
                    position.fileNo(),
                    reader.done(),
                    bytesBefore(position),
                    session.lease().epoch());
            progress.advance(chunk.lines);
        } else {
            ledger.endFile(position.loadId(), position.fileNo(), null);
            endOfFile(position, file.lines() - (reader.done() - chunk.lines));
        }
    }

    private void endOfFile(LedgerWriter.Position position, long linesLeft) throws IOException {
        close();
        kept.clear();
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

    private OpenFile reader(LedgerWriter.Position position, LandedFile file)
            throws IOException, NotThisFormatException {
        if (open == null || open.done() != position.lineNo()) {
            close();
            open = OpenFile.at(file, session.format(), position.lineNo());
        }
        return open;
    }

    private MergeSummary merge(long rawFileId, DayBuffer days) throws SQLException {
        Connection connection = DataSourceUtils.getConnection(dataSource); // the transaction's own
        try {
            return StagingMerge.write(connection, rawFileId, days.sorted());
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** The lines of one chunk, and what became of them. */
    private final class Chunk {

        private final OpenFile reader;
        private final DayBuffer days = new DayBuffer();
        private final List<RejectedReadingWriter.Rejected> rejected = new ArrayList<>();
        private long lines;
        private long linesRejected;
        private long cellsRejected;
        private long ignored;

        Chunk(OpenFile reader) {
            this.reader = reader;
        }

        /** Reads the chunk; false when the file is at its end. */
        boolean read() throws IOException {
            while (lines < chunkLines) {
                @Nullable Parsed parsed = reader.next();
                if (parsed == null) {
                    return false;
                }
                lines++;
                switch (parsed) {
                    case Parsed.BadLine bad -> reject(bad.notice());
                    case Reading reading -> take(reading);
                }
            }
            return true;
        }

        private void take(Reading reading) {
            switch (session.validator().check(reading, this::reject)) {
                case Verdict.Accepted accepted -> add(accepted.observation());
                case Verdict.Ignored none -> ignored++;
                case Verdict.Rejected refused -> reject(refused.notice());
            }
        }

        private void add(Observation observation) {
            int seriesId = series.seriesId(observation.stationId(), observation.parameterId());
            for (int i = 0; i < observation.hours(); i++) {
                days.add(seriesId, observation.epochHour(i), observation.value(i), observation.flag(i));
            }
        }

        private void reject(Notice notice) {
            if (notice.isAboutLine()) {
                linesRejected++;
            } else {
                cellsRejected++;
            }
            if (kept.merge(notice.kind(), 1, Integer::sum) <= MOST_KEPT_OF_A_KIND) {
                rejected.add(new RejectedReadingWriter.Rejected(notice, reader.rawText()));
            }
        }
    }
}
