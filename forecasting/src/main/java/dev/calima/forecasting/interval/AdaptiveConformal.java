package dev.calima.forecasting.interval;

import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prediction intervals from past errors, weighted by age and widened or narrowed until they cover what they promise.
 *
 * <p>In {@link SqrtSpace}, the residuals of leads h-2..h+2 of every completed past origin form the pool of lead h
 * ({@link ErrorPools}), with weights {@code 0.5^(age / half-life)} (split conformal prediction, Vovk et al. 2005; weights
 * for drift as Barber et al. 2023). With r(p) the weighted quantile of the pool,
 *
 * <pre>q(p) = z + r(0.5) + (r(p) - r(0.5)) exp(a)</pre>
 *
 * <p>where a starts at 0 for each lead day and, whenever an origin completes, grows by {@code g} times (share missed that
 * day - share that may be missed): adaptive conformal inference, Gibbs and Candes 2021. There are two of them
 * ({@link Widening}): one follows the mean of the 50 % and 80 % intervals, the other the 95 % interval. The step g is 0.1
 * for daily origins and 0.2 for sparser ones. An origin completes when its last lead has been observed, so
 * nothing here looks ahead; leads beyond the horizon join their pool when they are observed.
 */
public final class AdaptiveConformal {

    /** Origins for which the quantiles of the past are read once; how far they are widened changes with each. */
    private static final int RECENT = 6;
    /** A weight may fall by no more halves than this over the whole past. */
    private static final double MOST_HALVES = 500;

    private static final int LOW95 = 0;
    private static final int LOW80 = 1;
    private static final int LOW50 = 3;
    private static final int HIGH50 = 9;
    private static final int HIGH80 = 11;
    private static final int HIGH95 = 12;

    private final PastForecasts past;
    private final double halfLifeDays;
    private final int completeAfter;
    private final double step;
    private final ErrorPools pools;
    private final @Nullable Issued[] byIndex;
    private final List<Issued> issued = new ArrayList<>();
    private Widening widening;
    private int completed;
    private int completedFar;
    private ErrorPools.@Nullable Quantiles recent;
    private int recentFrom;

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
        this.completeAfter = completeAfter;
        int last = past.size() - 1;
        boolean daily = last < 1 || hours(last - 1, last) <= 36;
        step = daily ? 0.1 : 0.2;
        this.halfLifeDays = Math.max(halfLifeDays, last < 1 ? 0 : hours(0, last) / 24.0 / MOST_HALVES);
        pools = new ErrorPools(past.leads());
        widening = Widening.none(new Horizon(past.leads()).days());
        byIndex = new Issued[past.size()];
    }

    private long hours(int from, int to) {
        return Duration.between(past.origin(from), past.origin(to)).toHours();
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
            if (pools.count() >= ErrorPools.LEAST) {
                issue(i);
            }
        }
        completeBefore(now);
        if (pools.count() < ErrorPools.LEAST) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(Calibration.of(pools.quantiles(past.leads()), past.leads(), widening), issued));
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
        // only how weights compare matters, so they may stand still while the present moves on
        double weight = StrictMath.pow(2, hours(0, index) / 24.0 / halfLifeDays);
        for (int lead = fromLead; lead <= toLead; lead++) {
            double residual = SqrtSpace.into(past.actual(index, lead)) - SqrtSpace.into(past.point(index, lead));
            pools.add(lead, residual, weight);
        }
    }

    private void widen(int index) {
        Issued one = byIndex[index];
        if (one == null) {
            return;
        }
        int days = new Horizon(past.leads()).days();
        double[] inner = new double[days];
        double[] outer = new double[days];
        for (int day = 0; day < days; day++) {
            int last = Math.min(past.leads(), Math.min(completeAfter, (day + 1) * 24));
            if (day > 0 && day * 24 >= completeAfter) {
                // beyond the horizon nothing is issued: the last day of it speaks for the rest
                inner[day] = inner[day - 1];
                outer[day] = outer[day - 1];
                continue;
            }
            double missed50 = missed(one, LOW50, HIGH50, day * 24 + 1, last) - 0.5;
            double missed80 = missed(one, LOW80, HIGH80, day * 24 + 1, last) - 0.2;
            double missed95 = missed(one, LOW95, HIGH95, day * 24 + 1, last) - 0.05;
            if (!Double.isNaN(missed50)) {
                inner[day] = step * (missed50 + missed80) / 2;
                outer[day] = step * missed95;
            }
        }
        widening = widening.moved(inner, outer);
    }

    /** The share of some leads whose value lay outside; NaN when none is known. */
    private double missed(Issued one, int low, int high, int first, int last) {
        int seen = 0;
        int missed = 0;
        for (int lead = first; lead <= last; lead++) {
            double actual = past.actual(one.index(), lead);
            if (!Double.isNaN(actual)) {
                double value = Math.max(actual, 0);
                seen++;
                missed += value < one.quantile(lead, low) || value > one.quantile(lead, high) ? 1 : 0;
            }
        }
        return seen == 0 ? Double.NaN : (double) missed / seen;
    }

    private void issue(int index) {
        double[] points = new double[Math.min(completeAfter, past.leads())];
        if (recent == null || index >= recentFrom + RECENT) {
            recent = pools.quantiles(points.length);
            recentFrom = index;
        }
        for (int lead = 0; lead < points.length; lead++) {
            points[lead] = past.point(index, lead + 1);
            if (Double.isNaN(points[lead])) {
                return;
            }
        }
        Issued one = new Issued(index, past.origin(index), points, recent, widening);
        byIndex[index] = one;
        issued.add(one);
    }
}
