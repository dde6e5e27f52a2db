package dev.calima.batch.purge;

import java.util.List;

/**
 * What went, or would go.
 *
 * @param dryRun whether nothing was taken away
 * @param stopped whether it was told to stop; the next one goes on
 * @param parts by kind, in the order in which they go
 */
public record PurgeOutcome(boolean dryRun, boolean stopped, List<Part> parts) {

    public PurgeOutcome {
        parts = List.copyOf(parts);
    }

    /**
     * One kind.
     *
     * @param kind what
     * @param keptDays how many days it is kept; -1 for ever
     * @param count rows, or files
     * @param bytes bytes of files; 0 for rows
     */
    public record Part(String kind, int keptDays, long count, long bytes) {}

    /** Rows and files in all. */
    public long total() {
        return parts.stream().mapToLong(Part::count).sum();
    }
}
