package dev.calima.forecasting.interval;

import dev.calima.forecasting.QuantileGrid;
import org.jspecify.annotations.Nullable;

/**
 * The past errors of one algorithm by lead. Every third lead has a pool of the errors of itself and of two leads on either
 * side; leads between two pools lie on the line between them. A pool with fewer than 20 errors gives way to all of them
 * together. Not safe for threads.
 */
final class ErrorPools {

    static final int LEAST = 20;

    private static final int APART = 3;
    private static final int NEIGHBOURS = 2;
    private static final int MEDIAN = QuantileGrid.DENSE.medianIndex();
    private static final double[] LEVELS = QuantileGrid.DENSE.toArray();

    private final ResidualPool[] pools;
    private final int leads;
    private int count;

    /** Pools for so many leads. */
    ErrorPools(int leads) {
        this.leads = leads;
        pools = new ResidualPool[(leads + APART - 1) / APART];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = new ResidualPool();
        }
    }

    /** Where a pool stands: position of a lead, from 0. */
    private int stand(int pool) {
        return Math.min(1 + pool * APART, leads - 1);
    }

    /** How many errors are known. */
    int count() {
        return count;
    }

    /** Adds the error of a lead (1-based); one that is not finite is not known. */
    void add(int lead, double residual, double weight) {
        if (!Double.isFinite(residual)) {
            return;
        }
        count++;
        int at = lead - 1;
        int nearest = Math.min(at / APART, pools.length - 1);
        for (int pool = Math.max(0, nearest - 1); pool <= Math.min(nearest + 1, pools.length - 1); pool++) {
            if (Math.abs(stand(pool) - at) <= NEIGHBOURS) {
                pools[pool].add(residual, weight);
            }
        }
    }

    /** Weighted quantiles of the errors known so far, for so many leads. */
    Quantiles quantiles(int wanted) {
        double[][] rows = new double[Math.min(pools.length, (wanted + APART) / APART)][];
        double @Nullable [] any = null;
        for (int i = 0; i < rows.length; i++) {
            if (pools[i].size() < LEAST) {
                any = any == null ? everything() : any;
                rows[i] = any;
            } else {
                rows[i] = pools[i].quantiles(LEVELS);
            }
        }
        return new Quantiles(rows);
    }

    private double[] everything() {
        ResidualPool all = new ResidualPool();
        for (ResidualPool pool : pools) {
            pool.copyTo(all);
        }
        return all.quantiles(LEVELS);
    }

    /** Quantiles of the errors as they were known at one moment. Immutable. */
    final class Quantiles {

        private final double[][] rows;

        private Quantiles(double[][] rows) {
            this.rows = rows;
        }

        /**
         * The errors of a lead (1-based) at some levels, spread around their median.
         *
         * @param widening how far
         * @param levels positions in {@link QuantileGrid#DENSE}
         */
        void spread(int lead, Widening widening, int[] levels, double[] into) {
            int at = lead - 1;
            int pool = Math.clamp((at - 1) / APART, 0, rows.length - 1);
            int following = Math.min(pool + 1, rows.length - 1);
            double[] before = rows[pool];
            double[] after = rows[following];
            int beyond = Math.max(0, at - stand(pool));
            double share = following == pool ? 0 : (double) beyond / (stand(following) - stand(pool));
            double centre = before[MEDIAN] + share * (after[MEDIAN] - before[MEDIAN]);
            double[] factors = widening.factors(at / 24);
            for (int i = 0; i < levels.length; i++) {
                double low = before[levels[i]];
                into[i] = centre + (low + share * (after[levels[i]] - low) - centre) * factors[levels[i]];
            }
        }
    }
}
