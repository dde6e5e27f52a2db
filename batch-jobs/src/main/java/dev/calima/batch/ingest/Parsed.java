package dev.calima.batch.ingest;

import org.jspecify.annotations.Nullable;

/** What a format makes of one line, or of one value of a line: a reading, or a notice that it cannot be read. */
public sealed interface Parsed permits Reading, StampedReading, Parsed.LeftOut, Parsed.BadLine {

    /** Number of the line in the unpacked file, from 1; in JSON the number of the element. */
    long line();

    /** Something that is left out on purpose and counted, such as the hours of a forecast. */
    record LeftOut(long line) implements Parsed {}

    /**
     * A line, or one value of it, that cannot be read.
     *
     * @param notice what is wrong
     * @param instead the reading that it would have been, with any value: it tells which hour is refused; null when the line does
     *     not tell
     */
    record BadLine(Notice notice, @Nullable Parsed instead) implements Parsed {

        public BadLine(Notice notice) {
            this(notice, null);
        }

        @Override
        public long line() {
            return notice.line();
        }
    }
}
