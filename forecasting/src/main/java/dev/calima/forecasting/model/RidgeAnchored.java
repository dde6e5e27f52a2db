package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Regression for series of weeks rather than months, whatever they measure: four direct multi-output ridge regressions of
 * the logarithm ({@link AnchoredVariant}: the last 48 or 168 hours; anchored a day or a week before), averaged with
 * weights {@code 1 / error^2}. Every hour is an example, not one a day, so a month suffices; the newest 1500 hours are
 * learnt from.
 *
 * <p>The logarithm is of {@code y + c}: c is 0 unless a value lies below a hundredth of the median, and that hundredth
 * then.
 */
public final class RidgeAnchored implements Forecaster {

    static final String NAME = "ridge-anchored";

    private static final int DAY = 24;
    private static final int WEEK = 168;
    private static final int[] LAGS = {2 * DAY, WEEK};
    private static final int[] ANCHORS = {DAY, WEEK};
    private static final int LEAST_EXAMPLES = 100;
    private static final int MOST_EXAMPLES = 1500;
    private static final double LARGEST_VALUE = 1e12;
    private static final double LARGEST_RATIO = 3;
    private static final double MOST_MISSING = 0.25;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isDemanding() {
        return false;
    }

    @Override
    public FitResult fit(Series history, Covariates known, TrainingProfile profile) {
        int leads = profile.reach().steps();
        int most = WEEK + leads + MOST_EXAMPLES;
        Series recent =
                history.size() <= most ? history : history.slice(history.instant(history.size() - most), history.end());
        if (recent.size() < WEEK + leads + LEAST_EXAMPLES || recent.missingShare() >= MOST_MISSING) {
            return new FitResult.NotFitted(
                    "it needs " + (WEEK + leads + LEAST_EXAMPLES) + " hours of which less than a quarter is missing");
        }
        double[] present = Arrays.stream(recent.toArray())
                .filter(value -> !Double.isNaN(value))
                .map(value -> Math.max(value, 0))
                .sorted()
                .toArray();
        double median = present[present.length / 2];
        double largest = present[present.length - 1];
        if (!(median > 0) || largest > LARGEST_VALUE) {
            return new FitResult.NotFitted("half of the values are 0, or values above 1e12 cannot be regressed");
        }
        double shift = present[0] < 0.01 * median ? 0.01 * median : 0;
        double[] logs = GapFilling.fill(logs(recent.toArray(), shift), DAY);
        LocalHours hours = new LocalHours(profile.dayTypes(), recent.start(), logs.length);
        List<AnchoredVariant> variants = new ArrayList<>();
        for (int lags : LAGS) {
            for (int anchor : ANCHORS) {
                AnchoredVariant variant = AnchoredVariant.fit(logs, hours, lags, anchor, leads);
                if (!variant.isFinite()) {
                    return new FitResult.NotFitted("the regression has no finite solution");
                }
                variants.add(variant);
            }
        }
        return new FitResult.Fitted(new Fitted(profile.dayTypes(), shift, LARGEST_RATIO * largest, variants));
    }

    private static double[] logs(double[] values, double shift) {
        double[] logs = new double[values.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Double.isNaN(values[i]) ? Double.NaN : StrictMath.log(Math.max(values[i], 0) + shift);
        }
        return logs;
    }

    /** The four regressions. */
    public static final class Fitted implements StorableModel {

        private final DayTypes dayTypes;
        private final double shift;
        private final double ceiling;
        private final List<AnchoredVariant> variants;

        private Fitted(DayTypes dayTypes, double shift, double ceiling, List<AnchoredVariant> variants) {
            this.dayTypes = dayTypes;
            this.shift = shift;
            this.ceiling = ceiling;
            this.variants = List.copyOf(variants);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public int requiredHours() {
            return WEEK + 4 * DAY;
        }

        @Override
        public Horizon reach() {
            return new Horizon(variants.getFirst().leads());
        }

        @Override
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            int window = requiredHours();
            double[] raw = RecentPast.before(recentHistory, origin, window);
            for (int i = 0; i < raw.length; i++) {
                // at prediction a value may lie lower than any that was learnt from: 0 has no logarithm
                raw[i] = Double.isNaN(raw[i]) ? raw[i] : Math.max(raw[i], shift > 0 ? 0 : ceiling * 1e-6);
            }
            double[] logs = GapFilling.fill(logs(raw, shift), DAY);
            LocalHours hours = new LocalHours(dayTypes, origin.minus(Series.HOUR.multipliedBy(window)), window + 1);
            double[] sums = new double[horizon.steps()];
            double total = 0;
            for (AnchoredVariant variant : variants) {
                double weight = 1 / Math.max(variant.error() * variant.error(), 1e-18);
                double[] points = variant.predict(logs, hours, window, sums.length);
                total += weight;
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += weight * Math.min(StrictMath.exp(points[k]) - shift, ceiling);
                }
            }
            for (int k = 0; k < sums.length; k++) {
                sums[k] = Double.isNaN(sums[k]) ? Double.NaN : Math.max(0, sums[k] / total);
            }
            return sums;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeDouble(shift);
            out.writeDouble(ceiling);
            out.writeInt(variants.size());
            for (AnchoredVariant variant : variants) {
                variant.writeTo(out);
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            double shift = in.readDouble();
            double ceiling = in.readDouble();
            int size = in.readInt();
            if (size < 1 || size > 16) {
                throw new IOException("impossible number of regressions " + size);
            }
            List<AnchoredVariant> variants = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                variants.add(AnchoredVariant.readFrom(in));
            }
            return new Fitted(dayTypes, shift, ceiling, variants);
        }
    }
}
