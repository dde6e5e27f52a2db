package dev.calima.forecasting.interval;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prediction intervals from past errors, weighted by age and widened or narrowed until they cover what they promise.
 *
 * <p>In {@link SqrtSpace}, the residuals of leads h-2..h+2 of every completed past origin form the pool of lead h, with
 * weights {@code 0.5^(age / half-life)} (split conformal prediction, Vovk et al. 2005; weights for drift as Barber et al.
 * 2023). With r(p) the weighted quantile of the pool,
 *
 * <pre>q(p) = z + r(0.5) + (r(p) - r(0.5)) exp(a)</pre>
 *
 * <p>where a starts at 0 for each lead day and, whenever an origin completes, grows by {@code g} times the mean over the
 * 80 % and 95 % intervals of (share missed that day - share that may be missed): adaptive conformal inference, Gibbs and
 * Candes 2021. The step g is 0.1 for daily origins and 0.2 for sparser ones. An origin completes when its last lead has
 * been observed, so nothing here looks ahead; leads beyond the horizon join their pool when they are observed.
 */
public final class AdaptiveConformal {

    private static final int NEIGHBOURS = 2;
    private static final int LEAST_RESIDUALS = 20;
    private static final int ENOUGH = 1000;
    private static final double LARGEST_LOG = 1.5;
    /** Origins for which the quantiles of the past are read once; how far they are widened changes with each. */
    private static final int RECENT = 3;

    private static final double[] WATCHED = {0.025, 0.1, 0.5, 0.9, 0.975};
    private static final double[] LEVELS = QuantileGrid.DENSE.toArray();
    private static final int[] COLUMNS = Arrays.stream(WATCHED)
            .mapToInt(level -> Arrays.binarySearch(LEVELS, level))
            .toArray();

    private final PastForecasts past;
    private final double halfLifeDays;
    private final int completeAfter;
    private final double step;
    private final ResidualPool[] pools;
    /** The first residuals, in the order in which they were learnt: the pool of a lead that has too few of its own. */
    private final List<double[]> learnt = new ArrayList<>();

    private final double[] logs;
    private final double[][][] watched;
    private final List<Issued> issued = new ArrayList<>();
    private int completed;
    private int completedFar;
    private int count;
    private double @Nullable [][] recent;
    private int recentFrom;

    /**
     * A forecast from a past origin with the intervals it would have had.
     *
     * @param index position of the origin in the past forecasts
     * @param forecast its quantiles, from errors known at the origin alone
     */
    public record Issued(int index, Forecast forecast) {}

    /**
     * The outcome.
     *
     * @param calibration for forecasts made now
     * @param issued what past origins would have issued, oldest first; the first origins only feed the pool
     */
    public record Outcome(Calibration calibration, List<Issued> issued) {

        public Outcome {
            issued = List.copyOf(issued);
        }
    }

    private AdaptiveConformal(PastForecasts past, double halfLifeDays, int completeAfter) {
        this.past = past;
        this.halfLifeDays = halfLifeDays;
        this.completeAfter = completeAfter;
        boolean daily = past.size() < 2
                || Duration.between(past.origin(past.size() - 2), past.origin(past.size() - 1))
                                .toHours()
                        <= 36;
        this.step = daily ? 0.1 : 0.2;
        this.pools = new ResidualPool[past.leads()];
        for (int i = 0; i < pools.length; i++) {
            pools[i] = new ResidualPool();
        }
        this.logs = new double[new Horizon(past.leads()).days()];
        this.watched = new double[past.size()][][];
    }

    /**
     * Replays the past and calibrates the present.
     *
     * @param past forecasts from past origins; unknown actuals are NaN
     * @param now the origin to calibrate for; everything before it may be known
     * @param halfLifeDays age at which an error counts half, positive
     * @param completeAfter hours after which an origin counts as completed: the horizon
     * @return empty when fewer than 20 errors are known
     */
    public static Optional<Outcome> calibrate(
            PastForecasts past, Instant now, double halfLifeDays, Horizon completeAfter) {
        return new AdaptiveConformal(past, halfLifeDays, completeAfter.steps()).run(now);
    }

    private Optional<Outcome> run(Instant now) {
        for (int i = 0; i < past.size(); i++) {
            completeBefore(past.origin(i));
            if (count >= LEAST_RESIDUALS) {
                issue(i);
            }
        }
        completeBefore(now);
        if (count < LEAST_RESIDUALS) {
            return Optional.empty();
        }
        double[][] offsets = widened(quantiles(weights(now), pools.length));
        return Optional.of(new Outcome(Calibration.of(offsets, logs), issued));
    }

    private void completeBefore(Instant now) {
        while (completed < past.size() && isOver(completed, completeAfter, now)) {
            widen(completed);
            addResiduals(completed, 1, Math.min(completeAfter, past.leads()));
            completed++;
        }
        while (completedFar < past.size() && isOver(completedFar, past.leads(), now)) {
            addResiduals(completedFar, completeAfter + 1, past.leads());
            completedFar++;
        }
    }

    private boolean isOver(int index, int hours, Instant now) {
        return !past.origin(index).plus(Duration.ofHours(hours)).isAfter(now);
    }

    private void addResiduals(int index, int fromLead, int toLead) {
        for (int lead = fromLead; lead <= toLead; lead++) {
            double residual = SqrtSpace.into(past.actual(index, lead)) - SqrtSpace.into(past.point(index, lead));
            if (!Double.isFinite(residual)) {
                continue;
            }
            count++;
            if (learnt.size() < ENOUGH) {
                learnt.add(new double[] {residual, index});
            }
            int first = Math.max(1, lead - NEIGHBOURS);
            int last = Math.min(past.leads(), lead + NEIGHBOURS);
            for (int near = first; near <= last; near++) {
                pools[near - 1].add(residual, index);
            }
        }
    }

    private void widen(int index) {
        double[][] bounds = watched[index];
        if (bounds == null) {
            return;
        }
        for (int day = 0; day < logs.length; day++) {
            int seen = 0;
            int missed80 = 0;
            int missed95 = 0;
            int last = Math.min(past.leads(), Math.min(completeAfter, (day + 1) * 24));
            for (int lead = day * 24 + 1; lead <= last; lead++) {
                double z = SqrtSpace.into(past.actual(index, lead));
                if (Double.isNaN(z)) {
                    continue;
                }
                double[] row = bounds[lead - 1];
                seen++;
                missed95 += z < row[0] || z > row[4] ? 1 : 0;
                missed80 += z < row[1] || z > row[3] ? 1 : 0;
            }
            if (seen > 0) {
                double excess = ((double) missed80 / seen - 0.2 + (double) missed95 / seen - 0.05) / 2;
                logs[day] = Math.clamp(logs[day] + step * excess, -LARGEST_LOG, LARGEST_LOG);
            } else if (day > 0 && day * 24 >= completeAfter) {
                logs[day] = logs[day - 1];
            }
        }
    }

    private void issue(int index) {
        int leads = Math.min(completeAfter, past.leads());
        if (recent == null || index >= recentFrom + RECENT) {
            recent = quantiles(weights(past.origin(index)), leads);
            recentFrom = index;
        }
        double[][] dense = widened(recent);
        double[] points = new double[leads];
        double[][] bounds = new double[leads][WATCHED.length];
        for (int lead = 0; lead < leads; lead++) {
            points[lead] = past.point(index, lead + 1);
            if (Double.isNaN(points[lead])) {
                return;
            }
            double z = SqrtSpace.into(points[lead]);
            for (int i = 0; i < COLUMNS.length; i++) {
                bounds[lead][i] = Math.max(0, z + dense[lead][COLUMNS[i]]);
            }
        }
        watched[index] = bounds;
        issued.add(new Issued(index, Calibration.of(dense, logs).around("past", past.origin(index), points)));
    }

    private ResidualPool everything() {
        ResidualPool all = new ResidualPool();
        for (double[] one : learnt) {
            all.add(one[0], (int) one[1]);
        }
        return all;
    }

    private double[] weights(Instant now) {
        double[] weights = new double[past.size()];
        for (int i = 0; i < completed; i++) {
            double days = Duration.between(past.origin(i), now).toHours() / 24.0;
            weights[i] = StrictMath.pow(0.5, days / halfLifeDays);
        }
        return weights;
    }

    /** Widened quantiles of the pools, by lead. */
    private double[][] widened(double[][] quantiles) {
        int median = QuantileGrid.DENSE.medianIndex();
        double[][] offsets = new double[quantiles.length][LEVELS.length];
        double factor = 1;
        for (int lead = 0; lead < offsets.length; lead++) {
            double centre = quantiles[lead][median];
            if (lead % 24 == 0) {
                factor = StrictMath.exp(logs[lead / 24]);
            }
            for (int i = 0; i < LEVELS.length; i++) {
                offsets[lead][i] = centre + (quantiles[lead][i] - centre) * factor;
            }
        }
        return offsets;
    }

    private double[][] quantiles(double[] weights, int leads) {
        double[][] quantiles = new double[leads][];
        @Nullable ResidualPool everything = null;
        for (int lead = 0; lead < leads; lead++) {
            ResidualPool pool = pools[lead];
            if (pool.size() < LEAST_RESIDUALS) {
                everything = everything == null ? everything() : everything;
                pool = everything;
            }
            quantiles[lead] = pool.quantiles(LEVELS, weights);
        }
        return quantiles;
    }
}
