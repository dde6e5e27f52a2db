package dev.calima.batch.ingest.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the days of one month. */
final class MonthComparison {

    /** Days of one parameter, counted by what came of them. */
    static final class Counts {

        int equal;
        int lastDigit;
        int differing;
        int onlyPublished;
        int onlyOurs;
    }

    /**
     * A day that differs.
     *
     * @param published as published
     * @param ours our mean
     * @param hours how many hours it is the mean of
     */
    record Difference(PublishedDay published, double ours, int hours) {}

    private final Map<Short, Counts> counts = new TreeMap<>();
    private final List<Difference> differences = new ArrayList<>();

    /**
     * Compares.
     *
     * @param ours taken apart: what is published is taken out of it
     * @param leastHours usable hours that a day needs for a mean
     */
    MonthComparison(List<PublishedDay> published, Map<PublishedDay.Key, OurMean> ours, int leastHours) {
        for (PublishedDay day : published) {
            Counts count = counts.computeIfAbsent(day.parameterId(), parameter -> new Counts());
            @Nullable OurMean mean = ours.remove(day.key());
            boolean known = mean != null && mean.hours() >= leastHours;
            if (mean != null && known && day.valid()) {
                compare(day, mean, count);
            } else if (day.valid()) {
                count.onlyPublished++;
            } else if (known) {
                count.onlyOurs++;
            }
        }
        ours.forEach((key, mean) -> {
            @Nullable Counts count = counts.get(key.parameterId());
            if (count != null && mean.hours() >= leastHours) {
                count.onlyOurs++;
            }
        });
    }

    private void compare(PublishedDay day, OurMean mean, Counts count) {
        switch (DayComparison.of(day.value(), day.lastDigit(), mean.mean())) {
            case EQUAL -> count.equal++;
            case LAST_DIGIT -> count.lastDigit++;
            case DIFFERENT -> {
                count.differing++;
                differences.add(new Difference(day, mean.mean(), mean.hours()));
            }
        }
    }

    /** By parameter. */
    Map<Short, Counts> counts() {
        return counts;
    }

    List<Difference> differences() {
        return differences;
    }
}
