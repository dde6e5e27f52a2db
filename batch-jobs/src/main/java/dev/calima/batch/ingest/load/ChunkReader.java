package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Observation;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.Verdict;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.fetch.LandedFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and judges chunks, one after the other. Not thread-safe: used by one thread at a time. */
final class ChunkReader implements AutoCloseable {

    /** Refused lines and values of one kind that are kept of one file; all are counted. */
    static final int MOST_KEPT_OF_A_KIND = 100_000;

    private final LoadSession session;
    private final SeriesWriter series;
    private final int chunkLines;
    private final Map<NoticeKind, Integer> kept = new EnumMap<>(NoticeKind.class);

    private @Nullable OpenFile open;
    private int openFileNo = -1;

    ChunkReader(LoadSession session, SeriesWriter series, int chunkLines) {
        this.session = session;
        this.series = series;
        this.chunkLines = chunkLines;
    }

    /** The chunk that begins after {@code from} readings of a file. */
    Chunk read(int fileNo, long from) throws IOException, NotThisFormatException {
        OpenFile reader = reader(fileNo, from);
        Collector collector = new Collector(reader);
        boolean more = collector.read();
        if (!more) {
            close();
        }
        return new Chunk(
                fileNo,
                from,
                collector.days.sorted(),
                collector.rejected,
                collector.lines,
                collector.linesRejected,
                collector.cellsRejected,
                collector.ignored,
                collector.days.usable(),
                !more);
    }

    private OpenFile reader(int fileNo, long from) throws IOException, NotThisFormatException {
        OpenFile reader = open;
        if (reader == null || openFileNo != fileNo || reader.done() != from) {
            close();
            LandedFile file = session.files().get(fileNo);
            reader = OpenFile.at(
                    file,
                    session.formatOf(file),
                    session.options(),
                    session.received().get(fileNo),
                    from);
            open = reader;
            openFileNo = fileNo;
        }
        return reader;
    }

    @Override
    public void close() throws IOException {
        kept.clear();
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** The lines of one chunk, and what becomes of them. */
    private final class Collector {

        private final OpenFile reader;
        private final DayBuffer days = new DayBuffer();
        private final List<RejectedReadingWriter.Rejected> rejected = new ArrayList<>();
        private long lines;
        private long linesRejected;
        private long cellsRejected;
        private long ignored;

        Collector(OpenFile reader) {
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
                    case Parsed.LeftOut none -> ignored++;
                    case Reading reading -> take(session.validator().check(reading, this::reject));
                    case StampedReading stamped -> take(session.validator().check(stamped));
                }
            }
            return true;
        }

        private void take(Verdict verdict) {
            switch (verdict) {
                case Verdict.Accepted accepted -> add(accepted.observation());
                case Verdict.Ignored none -> ignored++;
                case Verdict.Rejected refused -> reject(refused.notice());
            }
        }

        private void add(Observation observation) {
            days.add(series.seriesId(observation), observation);
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
