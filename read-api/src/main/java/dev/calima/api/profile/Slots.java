package dev.calima.api.profile;

import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gathers values by the hour of the day, the day of the week or the month of the year in which their periods start. */
final class Slots {

    /** Shorter than this, the unit vectors cancel each other out. */
    private static final double SHORTEST_VECTOR = 1e-6;

    private final Kind kind;
    private final List<List<Float>> values;

    Slots(Kind kind) {
        this.kind = kind;
        this.values = IntStream.range(0, kind.count)
                .<List<Float>>mapToObj(i -> new ArrayList<>())
                .toList();
    }

    /** @param start start of the period in the zone that counts */
    void add(ZonedDateTime start, float value) {
        values.get(kind.slot.applyAsInt(start) - kind.first).add(value);
    }

    /** Every slot, also those without values. */
    List<ProfileResponse.Slot> summary(boolean direction) {
        return IntStream.range(0, kind.count)
                .mapToObj(i -> summary(i + kind.first, sorted(values.get(i)), direction))
                .toList();
    }

    private static ProfileResponse.Slot summary(int slot, double[] sorted, boolean direction) {
        int count = sorted.length;
        if (count == 0 || direction) {
            return new ProfileResponse.Slot(
                    slot, count, count == 0 ? null : direction(sorted), null, null, null, null, null, null, null);
        }
        double sum = 0;
        for (double value : sorted) {
            sum += value;
        }
        return new ProfileResponse.Slot(
                slot,
                count,
                sum / count,
                sorted[0],
                quantile(sorted, 0.02),
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                quantile(sorted, 0.98),
                sorted[count - 1]);
    }

    private static double[] sorted(List<Float> values) {
        return values.stream().mapToDouble(Float::doubleValue).sorted().toArray();
    }

    /** As PostgreSQL's percentile_cont. */
    private static double quantile(double[] sorted, double level) {
        double place = level * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    private static @Nullable Double direction(double[] degrees) {
        double east = 0;
        double north = 0;
        for (double each : degrees) {
            east += Math.sin(Math.toRadians(each));
            north += Math.cos(Math.toRadians(each));
        }
        if (Math.hypot(east, north) / degrees.length < SHORTEST_VECTOR) {
            return null;
        }
        double mean = Math.toDegrees(Math.atan2(east, north));
        return mean < 0 ? mean + 360 : mean;
    }

    /** What the slots are. */
    @SuppressWarnings("ImmutableEnumChecker") // a method reference does not change
    enum Kind {
        HOUR_OF_DAY(0, 24, ZonedDateTime::getHour),
        DAY_OF_WEEK(1, 7, start -> start.getDayOfWeek().getValue()),
        MONTH_OF_YEAR(1, 12, ZonedDateTime::getMonthValue);

        private final int first;
        private final int count;
        private final ToIntFunction<ZonedDateTime> slot;

        Kind(int first, int count, ToIntFunction<ZonedDateTime> slot) {
            this.first = first;
            this.count = count;
            this.slot = slot;
        }
    }
}
