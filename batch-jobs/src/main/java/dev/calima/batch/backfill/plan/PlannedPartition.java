package dev.calima.batch.backfill.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a backfill.
 *
 * @param name what people call it, such as {@code 2018-11}
 * @param span what it holds
 * @param found how its hours are
 * @param skipped why it is not among what is to be loaded; null when it is
 * @param files what it reads, in this order; empty when the source is asked
 * @param requests how many requests it asks; 0 when it reads files
 * @param bytes size of its files as received; null when nobody knows
 * @param lines lines with data that are expected; null when nobody knows
 * @param values values on them; null when nobody knows
 * @param seconds time that it is expected to take; null when nothing of the feed was loaded before
 * @param problem what is wrong with its files, so that it will fail; null when nothing is known
 */
public record PlannedPartition(
        String name,
        Span span,
        Cell found,
        @Nullable String skipped,
        List<PlannedFile> files,
        int requests,
        @Nullable Long bytes,
        @Nullable Long lines,
        @Nullable Long values,
        @Nullable Double seconds,
        @Nullable String problem) {

    public PlannedPartition {
        files = List.copyOf(files);
    }
}
