package dev.calima.batch.ingest.load;

import dev.calima.batch.ingest.Notice;
import dev.calima.batch.ingest.NoticeKind;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.sql.type.QualityFlag;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the lines that later lines of the same chunk contradict, and says so. */
final class Contradictions {

    private static final int SECONDS_OF_MINUTE = 60;

    private Contradictions() {}

    /**
     * The notices, each with its line as it stands in the file.
     *
     * @param file open at the begin of the chunk
     * @param readings readings of the chunk
     */
    static List<RejectedReadingWriter.Rejected> describe(
            List<DayBuffer.Contradiction> contradictions, OpenFile file, long readings) throws IOException {
        List<DayBuffer.Contradiction> sorted = new ArrayList<>(contradictions);
        sorted.sort(Comparator.comparingLong(DayBuffer.Contradiction::line));
        List<RejectedReadingWriter.Rejected> described = new ArrayList<>();
        int next = 0;
        long end = file.done() + readings;
        while (next < sorted.size() && file.done() < end) {
            @Nullable Parsed parsed = file.next();
            if (parsed == null) {
                break;
            }
            while (next < sorted.size() && sorted.get(next).line() == parsed.line()) {
                described.add(new RejectedReadingWriter.Rejected(notice(sorted.get(next), parsed), file.rawText()));
                next++;
            }
        }
        return described;
    }

    /** The same without the line's text. */
    static RejectedReadingWriter.Rejected withoutText(DayBuffer.Contradiction one) {
        return new RejectedReadingWriter.Rejected(notice(one, null), "");
    }

    /** The field is the period: which column of the line it stood in is not known any more. */
    private static Notice notice(DayBuffer.Contradiction one, @Nullable Parsed parsed) {
        Instant period = Instant.ofEpochSecond(one.epochMinute() * SECONDS_OF_MINUTE);
        boolean single =
                parsed instanceof StampedReading stamped && stamped.field().isEmpty();
        return new Notice(
                NoticeKind.CONTRADICTS_ITSELF,
                one.line(),
                single ? "" : period.toString(),
                "for the period from " + period + " the line says " + said(one.value(), one.flag()) + ", line "
                        + one.laterLine() + " says " + said(one.laterValue(), one.laterFlag())
                        + "; the later one counts: ask the publisher which is right");
    }

    private static String said(float value, byte flag) {
        return value + (QualityFlag.validity(flag).isValid() ? "" : " (not valid)");
    }
}
