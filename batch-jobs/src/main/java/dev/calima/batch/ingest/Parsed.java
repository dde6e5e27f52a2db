package dev.calima.batch.ingest;

/** What a format makes of one line, or of one value of a line: a reading, or a notice that it cannot be read. */
public sealed interface Parsed permits Reading, StampedReading, Parsed.LeftOut, Parsed.BadLine {

    /** Number of the line in the unpacked file, from 1; in JSON the number of the element. */
    long line();

    /** Something that is left out on purpose and counted, such as the hours of a forecast. */
    record LeftOut(long line) implements Parsed {}

    /** A line that cannot be read. */
    record BadLine(Notice notice) implements Parsed {
        @Override
        public long line() {
            return notice.line();
        }
    }
}
