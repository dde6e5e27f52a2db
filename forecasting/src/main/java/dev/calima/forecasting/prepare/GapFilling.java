package dev.calima.forecasting.prepare;

import java.util.Arrays;

/**
 * Causal, recursive gap filling for model inputs: a missing value takes the filled value one season earlier, so a long
 * gap repeats its last known day. Only the first season, which has nothing before it, looks at the first weeks: it takes
 * the median of that hour in them. What is scored is never filled.
 */
public final class GapFilling {

    private static final int OPENING_SEASONS = 28;

    private GapFilling() {}

    /**
     * A filled copy.
     *
     * @param values NaN where missing
     * @param season steps of one season, 1 or more (24 for hours)
     * @return no NaN unless every value of the opening weeks is missing: then what precedes the first value stays NaN,
     *     and so may hours of the day never yet seen
     */
    public static double[] fill(double[] values, int season) {
        double[] filled = values.clone();
        double overall = Double.NaN;
        boolean overallKnown = false;
        for (int i = 0; i < filled.length; i++) {
            if (!Double.isNaN(filled[i])) {
                continue;
            }
            if (i >= season) {
                filled[i] = filled[i - season];
            } else {
                filled[i] = openingMedian(values, i, season);
                if (Double.isNaN(filled[i])) {
                    if (!overallKnown) {
                        overall = openingMedian(values, 0, 1, OPENING_SEASONS * season);
                        overallKnown = true;
                    }
                    filled[i] = overall;
                }
            }
        }
        return filled;
    }

    private static double openingMedian(double[] values, int phase, int season) {
        return openingMedian(values, phase, season, OPENING_SEASONS * season);
    }

    private static double openingMedian(double[] values, int phase, int season, int length) {
        int end = Math.min(length, values.length);
        double[] present = new double[end / season + 1];
        int count = 0;
        for (int i = phase; i < end; i += season) {
            if (!Double.isNaN(values[i])) {
                present[count++] = values[i];
            }
        }
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(present, 0, count);
        return count % 2 == 1 ? present[count / 2] : (present[count / 2 - 1] + present[count / 2]) / 2;
    }
}
