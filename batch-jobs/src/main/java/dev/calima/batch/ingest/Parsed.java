package dev.calima.batch.ingest;

/** What a format makes of one line: a reading, or a notice that it cannot be read. */
public sealed interface Parsed permits Reading, Parsed.BadLine {

    /** Number of the line in the unpacked file, from 1. */
    long line();

    /** A line that cannot be read. */
    record BadLine(Notice notice) implements Parsed {
        @Override
        public long line() {
            return notice.line();
        }
    }
}
