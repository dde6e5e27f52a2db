package dev.calima.batch.ingest;

/**
 * One sentence about bad input.
 *
 * @param kind what kind of problem
 * @param line line in the unpacked file, from 1, the header counted
 * @param field the column of a single value, such as {@code H03}; empty when the whole line is refused
 * @param reason what is wrong and what to do
 */
public record Notice(NoticeKind kind, long line, String field, String reason) {

    /** Whether the whole line is refused, and not one value of it. */
    public boolean isAboutLine() {
        return field.isEmpty();
    }
}
