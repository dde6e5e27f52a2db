package dev.calima.forecasting;

import java.util.Arrays;
import java.util.List;

/** Strictly increasing quantile levels in (0, 1), the median among them. Immutable. */
public final class QuantileGrid {

    /**
     * 41 levels from 0.005 to 0.995, close together in the tails, mirrored about the median: enough to read every
     * central interval from 50 % to 99 % by linear interpolation.
     */
    public static final QuantileGrid DENSE = mirrored(
            0.005, 0.01, 0.015, 0.02, 0.025, 0.03, 0.04, 0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25, 0.3,
            0.35, 0.4, 0.45);

    /** Levels closer than this are one: (1 - 0.8) / 2 means 0.1. */
    private static final double SAME = 1e-9;

    private final double[] levels;
    private final int median;

    private QuantileGrid(double[] levels) {
        this.levels = levels;
        this.median = Arrays.binarySearch(levels, 0.5);
    }

    /**
     * A grid of the given levels.
     *
     * @throws IllegalArgumentException when a level is outside (0, 1), the order is not strictly increasing or 0.5 is
     *     absent
     */
    public static QuantileGrid of(double... levels) {
        double[] copy = levels.clone();
        for (int i = 0; i < copy.length; i++) {
            double level = new Quantile(copy[i]).level();
            if (i > 0 && level <= copy[i - 1]) {
                throw new IllegalArgumentException("levels must increase strictly: " + Arrays.toString(copy));
            }
        }
        if (Arrays.binarySearch(copy, 0.5) < 0) {
            throw new IllegalArgumentException("the median must be one of the levels: " + Arrays.toString(copy));
        }
        return new QuantileGrid(copy);
    }

    private static QuantileGrid mirrored(double... lowerHalf) {
        double[] all = new double[2 * lowerHalf.length + 1];
        for (int i = 0; i < lowerHalf.length; i++) {
            all[i] = lowerHalf[i];
            all[all.length - 1 - i] = Math.round((1 - lowerHalf[i]) * 1000) / 1000.0;
        }
        all[lowerHalf.length] = 0.5;
        return of(all);
    }

    public int size() {
        return levels.length;
    }

    public double level(int index) {
        return levels[index];
    }

    /** Position of the median. */
    public int medianIndex() {
        return median;
    }

    /** Position of a level, -1 when it is not one of the grid. */
    public int indexOf(double level) {
        int near = Arrays.binarySearch(levels, Math.rint(level * 1e6) / 1e6);
        return near >= 0 && Math.abs(levels[near] - level) < SAME ? near : -1;
    }

    /** A copy of the levels, increasing. */
    public double[] toArray() {
        return levels.clone();
    }

    public List<Double> toList() {
        return Arrays.stream(levels).boxed().toList();
    }

    /**
     * The value at any level between the outermost ones, linear between neighbouring levels.
     *
     * @param values one value per level of this grid
     * @param level in [first level, last level]
     */
    double interpolate(double[] values, double level) {
        if (!(level >= levels[0] - SAME && level <= levels[levels.length - 1] + SAME)) {
            throw new IllegalArgumentException(
                    "level " + level + " is outside " + levels[0] + ".." + levels[levels.length - 1]);
        }
        int near = indexOf(level);
        if (near >= 0) {
            return values[near];
        }
        int right = 1;
        while (right < levels.length - 1 && levels[right] < level - SAME) {
            right++;
        }
        if (Math.abs(level - levels[right]) < SAME) {
            return values[right];
        }
        double share = Math.clamp((level - levels[right - 1]) / (levels[right] - levels[right - 1]), 0.0, 1.0);
        return values[right - 1] + share * (values[right] - values[right - 1]);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || (other instanceof QuantileGrid grid && Arrays.equals(levels, grid.levels));
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(levels);
    }

    @Override
    public String toString() {
        return Arrays.toString(levels);
    }
}
