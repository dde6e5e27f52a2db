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
import dev.calima.batch.observation.LineOutcomes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Reads and judges chunks, one after the other. Not thread-safe: used by one thread at a time. */
final class ChunkReader implements AutoCloseable {

    /** Refused lines and values of one kind that are kept of one file; all are counted. */
    static final int MOST_KEPT_OF_A_KIND = 100_000;

    /** Values of a chunk, so that its memory is the same whatever a line holds. */
    static final int MOST_VALUES = 500_000;

    /** Steps of the days that a chunk touches, as far as they are held: a line of each of many days of minutes is still no burden. */
    private static final int MOST_STEPS = 4_000_000;

    /** Characters of refused lines that a chunk holds, for the same reason. */
    static final int MOST_REFUSED_CHARACTERS = 4 << 20;

    /** A line is never cut in two, unless its readings are more than this times what a chunk should have. */
    private static final int MOST_OVER = 2;

    private final LoadSession session;
    private final ToIntFunction<Observation> series;
    private final int chunkReadings;
    private final Map<NoticeKind, Integer> kept = new EnumMap<>(NoticeKind.class);

    /** Times that a file is read again to show lines that others contradict; a file full of them must not take for ever. */
    private static final int MOST_READ_AGAIN = 20;

    // Two of each: while one chunk is being written, the next is being read.
    private final DayBuffer[] buffers = {new DayBuffer(), new DayBuffer()};
    private final LineOutcomes[] outcomes = {new LineOutcomes(), new LineOutcomes()};
    private int turn;

    private @Nullable OpenFile open;
    private int openFileNo = -1;
    private int readAgain;

    /**
     * @param series key of the series that an observation belongs to
     * @param chunkReadings readings of a chunk
     */
    ChunkReader(LoadSession session, ToIntFunction<Observation> series, int chunkReadings) {
        this.session = session;
        this.series = series;
        this.chunkReadings = chunkReadings;
    }

    /** The chunk that begins after {@code from} readings of a file. Valid until the chunk after the next one is read. */
    Chunk read(int fileNo, long from) throws IOException, NotThisFormatException {
        OpenFile reader = reader(fileNo, from);
        turn = 1 - turn;
        Collector collector = new Collector(reader, buffers[turn], outcomes[turn]);
        boolean more = collector.read();
        collector.describeContradictions(fileNo, from);
        if (!more) {
            close();
        }
        return new Chunk(
                fileNo,
                from,
                collector.readings,
                collector.days.days(),
                collector.lines,
                collector.rejected,
                collector.coverage.sorted(),
                collector.refused,
                collector.values(),
                !more);
    }

    private OpenFile reader(int fileNo, long from) throws IOException, NotThisFormatException {
        OpenFile reader = open;
        if (reader == null || openFileNo != fileNo || reader.done() != from) {
            close();
            reader = open(fileNo, from);
            open = reader;
            openFileNo = fileNo;
        }
        return reader;
    }

    private OpenFile open(int fileNo, long from) throws IOException, NotThisFormatException {
        LandedFile file = session.files().get(fileNo);
        return OpenFile.at(
                file,
                session.formatOf(file),
                session.options(),
                session.received().get(fileNo),
                from);
    }

    @Override
    public void close() throws IOException {
        kept.clear();
        readAgain = 0;
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** Whether one more of a kind is kept of the file. */
    private boolean isKept(NoticeKind kind) {
        return kept.merge(kind, 1, Integer::sum) <= MOST_KEPT_OF_A_KIND;
    }

    /** The lines of one chunk, and what becomes of them. */
    private final class Collector {

        private final OpenFile reader;
        private final DayBuffer days;
        private final LineOutcomes lines;
        private final List<RejectedReadingWriter.Rejected> rejected = new ArrayList<>();
        private final CoverageBuffer coverage =
                new CoverageBuffer(session.feed().covered(), session.validator().beganMinute());
        private final List<Notice.Place> refused = new ArrayList<>();
        private long readings;
        private long cellsRejected;
        private long refusedCharacters;
        private int line;

        Collector(OpenFile reader, DayBuffer days, LineOutcomes lines) {
            this.reader = reader;
            this.days = days;
            this.lines = lines;
            days.clear();
            lines.begin(reader.lastLine());
        }

        /** Reads the chunk; false when the file is at its end. */
        boolean read() throws IOException {
            while (!isFull()) {
                @Nullable Parsed parsed = reader.next();
                if (parsed == null) {
                    return false;
                }
                readings++;
                line = lines.line(parsed.line());
                switch (parsed) {
                    case Parsed.BadLine bad -> reject(session.validator().placed(bad));
                    case Parsed.LeftOut none -> lines.mark(line, LineOutcomes.IGNORED);
                    case Reading reading -> take(session.validator().check(reading, this::reject));
                    case StampedReading stamped -> take(session.validator().check(stamped));
                }
            }
            return reader.peek() != null;
        }

        private boolean isFull() throws IOException {
            if (readings < chunkReadings
                    && days.added() < MOST_VALUES
                    && refusedCharacters < MOST_REFUSED_CHARACTERS
                    && days.days().steps() < MOST_STEPS) {
                return false;
            }
            if (readings >= (long) chunkReadings * MOST_OVER || days.added() >= (long) MOST_VALUES * MOST_OVER) {
                return true;
            }
            @Nullable Parsed next = reader.peek();
            return next == null || next.line() != reader.lastLine();
        }

        private void take(Verdict verdict) {
            switch (verdict) {
                case Verdict.Accepted accepted -> add(accepted.observation());
                case Verdict.Ignored none -> lines.mark(line, LineOutcomes.IGNORED);
                case Verdict.Rejected refused -> reject(refused.notice());
            }
        }

        private void add(Observation observation) {
            days.add(
                    series.applyAsInt(observation),
                    session.validator().sameWhenRoundedTo(observation.parameterId()),
                    observation,
                    lines,
                    line);
            coverage.add(observation);
        }

        private void reject(Notice notice) {
            lines.mark(line, LineOutcomes.REJECTED);
            if (!notice.isAboutLine()) {
                cellsRejected++;
            }
            if (notice.place() != null) {
                refused.add(notice.place());
            }
            if (isKept(notice.kind())) {
                RejectedReadingWriter.Rejected kept = new RejectedReadingWriter.Rejected(notice, reader.rawText());
                rejected.add(kept);
                refusedCharacters += kept.size();
            }
        }

        /** Keeps the earlier lines that a later one contradicts; they have to be looked for in the file once more. */
        private void describeContradictions(int fileNo, long from) throws IOException, NotThisFormatException {
            List<DayBuffer.Contradiction> described = days.contradictions().stream()
                    .filter(one -> isKept(NoticeKind.CONTRADICTS_ITSELF))
                    .toList();
            if (described.isEmpty()) {
                return;
            }
            if (readAgain++ >= MOST_READ_AGAIN) {
                described.forEach(one -> rejected.add(Contradictions.withoutText(one)));
                return;
            }
            try (OpenFile again = open(fileNo, from)) {
                rejected.addAll(Contradictions.describe(described, again, readings));
            }
        }

        private Chunk.Values values() {
            return new Chunk.Values(
                    days.added() + cellsRejected, days.usable(), cellsRejected + days.contradicted(), days.repeated());
        }
    }
}
