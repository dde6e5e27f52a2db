package dev.calima.batch.ingest;

import org.jspecify.annotations.Nullable;

/**
 * One sentence about bad input.
 *
 * @param kind what kind of problem
 * @param line line in the unpacked file, from 1, the header counted
 * @param field the column of a single value, such as {@code H03}; empty when the whole line is refused
 * @param reason what is wrong and what to do
 * @param place which period of which series the refused value would have been; null when that cannot be told
 */
public record Notice(
        NoticeKind kind,
        long line,
        String field,
        String reason,
        @Nullable Place place) {

    /** What the file said is quoted without its control characters. */
    public Notice {
        field = Quoted.safe(field);
        reason = Quoted.safe(reason);
    }

    /** A notice about something that has no place. */
    public Notice(NoticeKind kind, long line, String field, String reason) {
        this(kind, line, field, reason, null);
    }

    /**
     * A period of a series, which need not exist.
     *
     * @param stationId key of the station
     * @param parameterId key of the parameter
     * @param stepMinutes length of the period
     * @param phaseMinutes minutes after midnight UTC at which the first period of a day starts
     * @param epochMinute its start, in minutes since 1970-01-01T00:00Z
     */
    public record Place(int stationId, short parameterId, int stepMinutes, int phaseMinutes, long epochMinute) {}

    /** Whether the whole line is refused, and not one value of it. */
    public boolean isAboutLine() {
        return field.isEmpty();
    }

    /** The same about a place. */
    public Notice at(Place where) {
        return new Notice(kind, line, field, reason, where);
    }
}
