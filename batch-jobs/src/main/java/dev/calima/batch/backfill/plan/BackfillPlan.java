package dev.calima.batch.backfill.plan;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a backfill would do.
 *
 * @param wish what was wanted
 * @param origin what is read
 * @param stations codes of the stations; empty for all. Those that the source is asked for are frozen here
 * @param partitions the first first, those that are skipped among them
 */
public record BackfillPlan(BackfillWish wish, Origin origin, Set<String> stations, List<PlannedPartition> partitions) {

    public BackfillPlan {
        stations = new TreeSet<>(stations);
        partitions = List.copyOf(partitions);
    }

    /** What is counted: {@code lines} or {@code requests}. */
    public String unit() {
        return origin == Origin.SOURCE ? "requests" : "lines";
    }

    /** Those that are to be loaded. */
    public List<PlannedPartition> selected() {
        return partitions.stream().filter(one -> one.skipped() == null).toList();
    }

    /** Bytes to be read; null when nobody knows. */
    public @Nullable Long bytes() {
        return sum(PlannedPartition::bytes);
    }

    /** Lines with data that are expected; null when nobody knows. */
    public @Nullable Long lines() {
        return sum(PlannedPartition::lines);
    }

    /** Values that are expected; null when nobody knows. */
    public @Nullable Long values() {
        return sum(PlannedPartition::values);
    }

    /** Requests to the source. */
    public long requests() {
        return selected().stream().mapToLong(PlannedPartition::requests).sum();
    }

    /** Seconds that it is expected to take; null when nothing of the feed was loaded before. */
    public @Nullable Double seconds() {
        List<PlannedPartition> selected = selected();
        return selected.stream().anyMatch(one -> one.seconds() == null)
                ? null
                : (Double) selected.stream()
                        .map(PlannedPartition::seconds)
                        .filter(Objects::nonNull)
                        .mapToDouble(Double::doubleValue)
                        .sum();
    }

    private @Nullable Long sum(Function<PlannedPartition, @Nullable Long> figure) {
        long sum = 0;
        for (PlannedPartition one : selected()) {
            @Nullable Long known = figure.apply(one);
            if (known == null) {
                return null;
            }
            sum += known;
        }
        return sum;
    }
}
