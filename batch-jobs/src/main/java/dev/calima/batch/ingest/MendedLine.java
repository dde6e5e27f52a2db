package dev.calima.batch.ingest;

import java.util.List;

/**
 * A refused line that shall be loaded again.
 *
 * @param rejectedIds keys of what was refused of it: the whole line, or some of its values
 * @param text the line, mended or as it was
 */
public record MendedLine(List<Long> rejectedIds, String text) {

    public MendedLine {
        rejectedIds = List.copyOf(rejectedIds);
    }
}
