package dev.calima.batch.backfill.plan;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is shown.
 *
 * @param feed the feed
 * @param from start of its range
 * @param to end of it, excluded
 * @param stations codes of its stations; empty for all
 * @param reprocess which partitions
 * @param origin what would be read
 * @param partitions how many would be loaded
 * @param skipped how many would not
 * @param files files that would be read
 * @param requests requests that the source would be asked
 * @param bytes bytes as received; null when nobody knows
 * @param rows lines with data; null when nobody knows
 * @param values values on them; null when nobody knows
 * @param seconds time that it would take; null when nothing of the feed was loaded before
 * @param lanes each partition
 */
public record PlanView(
        String feed,
        Instant from,
        Instant to,
        Set<String> stations,
        String reprocess,
        String origin,
        int partitions,
        int skipped,
        long files,
        long requests,
        @Nullable Long bytes,
        @Nullable Long rows,
        @Nullable Long values,
        @Nullable Double seconds,
        List<Lane> lanes) {

    /**
     * A partition as it is shown.
     *
     * @param name what people call it
     * @param from start of it
     * @param to end of it, excluded
     * @param found how its hours are, in a word
     * @param hours how they are, in numbers
     * @param skipped why it would not be loaded; null when it would
     * @param files files that it reads
     * @param requests requests that it asks
     * @param bytes bytes as received; null when nobody knows
     * @param rows lines with data; null when nobody knows
     * @param values values on them; null when nobody knows
     * @param seconds time that it would take; null when nobody can tell
     * @param problem what is wrong with its files; null when nothing is known
     */
    public record Lane(
            String name,
            Instant from,
            Instant to,
            String found,
            Cell hours,
            @Nullable String skipped,
            int files,
            int requests,
            @Nullable Long bytes,
            @Nullable Long rows,
            @Nullable Long values,
            @Nullable Double seconds,
            @Nullable String problem) {}

    /** Shows a plan. */
    public static PlanView of(BackfillPlan plan) {
        return new PlanView(
                plan.wish().feed(),
                plan.wish().from(),
                plan.wish().to(),
                plan.stations(),
                plan.wish().reprocess().word(),
                plan.origin().word(),
                plan.selected().size(),
                plan.partitions().size() - plan.selected().size(),
                plan.selected().stream().mapToLong(one -> one.files().size()).sum(),
                plan.requests(),
                plan.bytes(),
                plan.lines(),
                plan.values(),
                plan.seconds(),
                plan.partitions().stream().map(PlanView::lane).toList());
    }

    private static Lane lane(PlannedPartition one) {
        return new Lane(
                one.name(),
                one.span().from(),
                one.span().to(),
                one.found().state().word(),
                one.found(),
                one.skipped(),
                one.files().size(),
                one.requests(),
                one.bytes(),
                one.lines(),
                one.values(),
                one.seconds(),
                one.problem());
    }
}
