package dev.calima.forecasting;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Regular values of one quantity: value {@code i} belongs to the step that starts at {@code start + i * step}.
 *
 * <p>{@code NaN} means missing; infinite values are refused. Immutable: arrays are copied on the way in and out.
 */
public final class Series {

    /** The step of every series here. */
    public static final Duration HOUR = Duration.ofHours(1);

    private final Instant start;
    private final double[] values;

    private Series(Instant start, double[] values) {
        this.start = start;
        this.values = values;
    }

    /**
     * An hourly series.
     *
     * @param start start of the first step
     * @param values one value per hour, NaN where missing; may be empty
     * @throws IllegalArgumentException when a value is infinite
     */
    public static Series hourly(Instant start, double... values) {
        double[] copy = values.clone();
        for (int i = 0; i < copy.length; i++) {
            if (Double.isInfinite(copy[i])) {
                throw new IllegalArgumentException("value " + i + " is infinite; use NaN for missing");
            }
        }
        return new Series(start, copy);
    }

    /** Start of the first step. */
    public Instant start() {
        return start;
    }

    /** Start of the first step after the last one: an origin right behind this series. */
    public Instant end() {
        return start.plusSeconds(HOUR.toSeconds() * values.length);
    }

    public Duration step() {
        return HOUR;
    }

    public int size() {
        return values.length;
    }

    /** The value at a position, NaN when missing. */
    public double value(int index) {
        return values[index];
    }

    /** The value of the step that starts at the instant; NaN when missing or outside the series. */
    public double at(Instant instant) {
        long index = indexOf(instant);
        return index < 0 || index >= values.length ? Double.NaN : values[(int) index];
    }

    /**
     * Position of the step that starts at the instant; may lie outside {@code 0..size-1}.
     *
     * @throws IllegalArgumentException when the instant is not a whole number of steps from the start
     */
    public long indexOf(Instant instant) {
        long seconds = instant.getEpochSecond() - start.getEpochSecond();
        if (instant.getNano() != start.getNano() || seconds % HOUR.toSeconds() != 0) {
            throw new IllegalArgumentException(instant + " is not on the hourly grid of a series from " + start);
        }
        return seconds / HOUR.toSeconds();
    }

    public Instant instant(int index) {
        return start.plusSeconds(HOUR.toSeconds() * index);
    }

    /**
     * The steps that start in [from, to). Steps outside this series are missing in the result, so its size is always
     * {@code to - from}.
     *
     * @throws IllegalArgumentException when {@code to} is before {@code from} or one is off the grid
     */
    public Series slice(Instant from, Instant to) {
        return new Series(from, values(from, to));
    }

    /** The values of a {@link #slice} as an array of its own. */
    public double[] values(Instant from, Instant to) {
        long first = indexOf(from);
        long last = indexOf(to);
        if (last < first) {
            throw new IllegalArgumentException("slice ends (" + to + ") before it starts (" + from + ")");
        }
        long begin = Math.clamp(first, 0, values.length);
        long stop = Math.clamp(last, begin, values.length);
        double[] part = new double[Math.toIntExact(last - first)];
        if (stop - begin < part.length) {
            Arrays.fill(part, Double.NaN);
        }
        System.arraycopy(values, (int) begin, part, Math.clamp(begin - first, 0, part.length), (int) (stop - begin));
        return part;
    }

    /** Start of the first step that has a value; the end when none has. */
    public Instant firstPresent() {
        int first = 0;
        while (first < values.length && Double.isNaN(values[first])) {
            first++;
        }
        return instant(first);
    }

    /** The same hours without leading and trailing missing ones. */
    public Series trimmed() {
        int first = 0;
        int last = values.length;
        while (first < last && Double.isNaN(values[first])) {
            first++;
        }
        while (last > first && Double.isNaN(values[last - 1])) {
            last--;
        }
        return new Series(instant(first), Arrays.copyOfRange(values, first, last));
    }

    /** A copy of the values, NaN where missing. */
    public double[] toArray() {
        return values.clone();
    }

    /** How many values are present. */
    public int present() {
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                count++;
            }
        }
        return count;
    }

    /** Share of missing values in [0, 1]; 1 for an empty series. */
    public double missingShare() {
        return values.length == 0 ? 1 : 1 - (double) present() / values.length;
    }

    /** Largest present value; NaN when there is none. */
    public double max() {
        double max = Double.NaN;
        for (double value : values) {
            if (!Double.isNaN(value) && !(value <= max)) {
                max = value;
            }
        }
        return max;
    }

    /** Same start and bit-identical values (NaN equals NaN). */
    @Override
    public boolean equals(Object other) {
        return other instanceof Series series && start.equals(series.start) && Arrays.equals(values, series.values);
    }

    @Override
    public int hashCode() {
        return 31 * start.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Series[" + start + ", " + values.length + " hours, " + present() + " present]";
    }
}
