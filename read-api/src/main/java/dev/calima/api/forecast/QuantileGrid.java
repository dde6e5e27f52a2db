package dev.calima.api.forecast;

import java.util.ArrayList;
import java.util.List;

/** The levels at which a forecast stores its quantiles. */
final class QuantileGrid {

    /** Levels are stored in single precision; nearer than this is the same level. */
    private static final double SAME = 1e-6;

    private final float[] levels;

    /** @param levels in (0,1), rising */
    QuantileGrid(Float[] levels) {
        this.levels = new float[levels.length];
        for (int i = 0; i < levels.length; i++) {
            this.levels[i] = levels[i];
        }
    }

    List<Float> levels() {
        List<Float> list = new ArrayList<>(levels.length);
        for (float level : levels) {
            list.add(level);
        }
        return list;
    }

    double lowest() {
        return levels[0];
    }

    double highest() {
        return levels[levels.length - 1];
    }

    boolean covers(double level) {
        return level >= lowest() - SAME && level <= highest() + SAME;
    }

    /**
     * The quantile at a level: as stored where the level is stored, linear between the two next to it otherwise.
     *
     * @param quantiles one for each level of the grid
     * @throws IllegalArgumentException when the grid does not cover the level, or the quantiles do not fit the grid
     */
    float at(double level, Float[] quantiles) {
        if (!covers(level) || quantiles.length != levels.length) {
            throw new IllegalArgumentException(
                    "no quantile at " + level + " in " + quantiles.length + " from " + lowest() + " to " + highest());
        }
        int above = 0;
        while (levels[above] < level - SAME) {
            above++;
        }
        if (Math.abs(levels[above] - level) <= SAME) {
            return quantiles[above];
        }
        double weight = (level - levels[above - 1]) / ((double) levels[above] - levels[above - 1]);
        return (float) (quantiles[above - 1] + weight * ((double) quantiles[above] - quantiles[above - 1]));
    }
}
