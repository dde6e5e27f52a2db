package dev.calima.batch.ingest;

import java.util.List;

/**
 * Mended lines that a command hands over to the run that it does itself.
 *
 * @param lines the lines, in the order of the file
 */
public record Mended(List<MendedLine> lines) {

    public Mended {
        lines = List.copyOf(lines);
    }
}
