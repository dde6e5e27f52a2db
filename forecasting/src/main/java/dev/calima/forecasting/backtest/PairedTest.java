package dev.calima.forecasting.backtest;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Ways to tell whether one algorithm loses less than another from the same origins, or was only lucky. One-sided: the
 * alternative is that the gains are above 0.
 */
public enum PairedTest {

    /**
     * Diebold and Mariano, "Comparing predictive accuracy", Journal of Business and Economic Statistics 13 (1995), 253-263, with
     * the correction for few origins of Harvey, Leybourne and Newbold, "Testing the equality of prediction mean squared errors",
     * International Journal of Forecasting 13 (1997), 281-291, equations 9 and 10. With gains d of n origins and forecasts of
     * which h successive ones overlap,
     *
     * <pre>S = mean(d) / sqrt((g(0) + 2 g(1) + ... + 2 g(h-1)) / n) sqrt((n + 1 - 2h + h(h-1)/n) / n)</pre>
     *
     * <p>where g(k) is the autocovariance at lag k with divisor n; S is compared with Student's t of n - 1 degrees of freedom.
     * When the sum is not positive, h = 1 is taken, as R's {@code forecast::dm.test} does.
     */
    DIEBOLD_MARIANO {
        @Override
        Result apply(double[] gains, int overlap) {
            int n = gains.length;
            double mean = mean(gains);
            int h = Math.min(overlap, n - 1);
            double variance = autocovariance(gains, mean, 0);
            for (int lag = 1; lag < h; lag++) {
                variance += 2 * autocovariance(gains, mean, lag);
            }
            double correction = (n + 1 - 2.0 * h + h * (h - 1.0) / n) / n;
            if (variance <= 0 || correction <= 0) {
                variance = autocovariance(gains, mean, 0);
                correction = (n - 1.0) / n;
            }
            double statistic = mean / Math.sqrt(variance / n) * Math.sqrt(correction);
            return new Result(n, mean, statistic, new TDistribution(null, n - 1.0).cumulativeProbability(-statistic));
        }
    },

    /**
     * Signed ranks: Wilcoxon, "Individual comparisons by ranking methods", Biometrics Bulletin 1 (1945), 80-83. Origins without a
     * difference are left out; normal approximation with corrections for ties and continuity (Hollander and Wolfe 1999, section
     * 3.1). It knows nothing of overlapping forecasts: with them it is too easily satisfied.
     */
    WILCOXON {
        @Override
        Result apply(double[] gains, int overlap) {
            double[] present = Arrays.stream(gains).filter(d -> d != 0).toArray();
            int n = present.length;
            double[] ranks = new NaturalRanking()
                    .rank(Arrays.stream(present).map(Math::abs).toArray());
            double statistic = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                statistic += present[i] > 0 ? ranks[i] : 0;
                squares += ranks[i] * ranks[i]; // the sum of squared mid-ranks is what ties leave of n(n+1)(2n+1)/6
            }
            double z = (statistic - n * (n + 1.0) / 4 - 0.5) / Math.sqrt(squares / 4);
            return new Result(
                    gains.length, mean(gains), statistic, new NormalDistribution(null, 0, 1).cumulativeProbability(-z));
        }
    };

    /** Fewest origins that are tested: with fewer a verdict says little. */
    public static final int LEAST_ORIGINS = 8;

    /**
     * What a test says.
     *
     * @param n how many origins
     * @param meanGain mean of the gains, in the series' unit
     * @param statistic of the test; NaN when all gains are the same
     * @param pValue probability of such gains or larger ones if both were as good, 0..1; when all are the same 0 if they are
     *     above 0, otherwise 1
     */
    public record Result(int n, double meanGain, double statistic, double pValue) {}

    /**
     * Tests.
     *
     * @param gains losses of the opponent minus one's own, {@link #LEAST_ORIGINS} or more, finite, by rising origin
     * @param overlap of how many successive origins the forecasts overlap, 1 or more
     */
    public Result test(double[] gains, int overlap) {
        if (gains.length < LEAST_ORIGINS || overlap < 1) {
            throw new IllegalArgumentException(
                    gains.length + " origins with overlap " + overlap + "; " + LEAST_ORIGINS + " and 1 are needed");
        }
        double mean = mean(gains);
        if (Arrays.stream(gains).allMatch(d -> d == gains[0])) {
            return new Result(gains.length, mean, Double.NaN, gains[0] > 0 ? 0 : 1);
        }
        return apply(gains, overlap);
    }

    abstract Result apply(double[] gains, int overlap);

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    private static double autocovariance(double[] values, double mean, int lag) {
        double sum = 0;
        for (int i = lag; i < values.length; i++) {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }
        return sum / values.length;
    }
}
