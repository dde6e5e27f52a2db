package dev.calima.forecasting.model;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Direct multi-output ridge regression: one linear map from the recent past to every lead at once, in
 * {@link SqrtSpace}. Direct rather than recursive, so errors do not feed on themselves (Ben Taieb et al. 2012).
 *
 * <p>Let d be the deviation of z from the mean of the last weeks by local hour and working or resting day
 * ({@link DailyProfile}, known at the origin). The 62 inputs of an origin are: d of the last 24 hours; the mean of d of
 * the last week by hour before the origin (24); the mean of d of each of the last 7 days; the mean of d of the last 3 and
 * 6 hours; whether each of the next 3 days is worked; sine and cosine of the day of the year. The outputs are d at every
 * lead.
 *
 * <p>Examples are past origins at the local hour at which the history ends, one a day, so fit for the hour of the day
 * from which forecasts are wanted. Examples count less with age: half at {@code sampleHalfLifeDays} while the history is
 * short, stretched up to 1000 days when it spans several years. Gaps are filled in inputs and outputs of the training;
 * an example with more than half of its last day or of its outputs missing is left out.
 */
public final class RidgeDirect implements Forecaster {

    static final String NAME = "ridge-direct";

    private static final int DAY = 24;
    private static final int WEEK = 168;
    private static final int INPUTS = 62;
    private static final int LEAST_EXAMPLES = 25;
    private static final double LARGEST_VALUE = 1e12;
    private static final double SECONDS_OF_YEAR = 365.25 * 86_400;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitResult fit(Series history, TrainingProfile profile) {
        if (history.max() > LARGEST_VALUE) {
            return new FitResult.NotFitted("values above 1e12 cannot be regressed");
        }
        int window = profile.profileDays() * DAY;
        int leads = profile.reach().steps();
        double[] z = SqrtSpace.into(history.toArray());
        double[] filled = GapFilling.fill(z, DAY);
        int n = z.length;
        LocalHours hours = new LocalHours(profile.dayTypes(), history.start(), n + 3 * DAY);
        int[] origins = exampleOrigins(z, hours, window, leads);
        if (origins.length < LEAST_EXAMPLES) {
            return new FitResult.NotFitted(
                    origins.length + " usable past days to learn from, " + LEAST_EXAMPLES + " needed");
        }
        double halfLife = halfLifeDays(n, profile.sampleHalfLifeDays());
        double[][] x = new double[origins.length][];
        double[][] y = new double[origins.length][leads];
        double[] weights = new double[origins.length];
        for (int i = 0; i < origins.length; i++) {
            int q = origins[i];
            DailyProfile daily = new DailyProfile(z, hours, q - window, q);
            x[i] = inputs(filled, daily, hours, history.start(), q);
            for (int k = 0; k < leads; k++) {
                y[i][k] = filled[q + k] - daily.at(hours, q + k);
            }
            weights[i] = StrictMath.pow(0.5, (n - q) / (DAY * halfLife));
        }
        RidgeSolver solved = RidgeSolver.fit(x, y, weights, profile.ridgeLambdas());
        Fitted model = Fitted.of(profile.dayTypes(), window, solved);
        return model.isFinite()
                ? new FitResult.Fitted(model)
                : new FitResult.NotFitted("the regression has no finite solution");
    }

    private static double halfLifeDays(int hours, double shortHistory) {
        double years = hours / (DAY * 365.25);
        return years < 1.5 ? shortHistory : Math.min(1000, shortHistory + (years - 1.5) * 600);
    }

    private static int[] exampleOrigins(double[] z, LocalHours hours, int window, int leads) {
        int n = z.length;
        int[] missing = new int[n + 1];
        for (int i = 0; i < n; i++) {
            missing[i + 1] = missing[i] + (Double.isNaN(z[i]) ? 1 : 0);
        }
        int hour = hours.hour(n);
        int[] origins = new int[n / DAY + 2];
        int count = 0;
        for (int q = window; q + leads <= n; q++) {
            boolean usable = hours.hour(q) == hour
                    && (missing[q] - missing[q - DAY]) * 2 <= DAY
                    && (missing[q] - missing[q - WEEK]) * 2 <= WEEK
                    && (missing[q + leads] - missing[q]) * 2 <= leads;
            if (usable && count < origins.length) {
                origins[count++] = q;
            }
        }
        return Arrays.copyOf(origins, count);
    }

    private static double[] inputs(double[] filled, DailyProfile daily, LocalHours hours, Instant start, int q) {
        double[] d = new double[WEEK];
        for (int i = 0; i < WEEK; i++) {
            int t = q - WEEK + i;
            d[i] = filled[t] - daily.at(hours, t);
        }
        double[] x = new double[INPUTS];
        int at = 0;
        for (int i = WEEK - DAY; i < WEEK; i++) {
            x[at++] = d[i];
        }
        for (int hour = 0; hour < DAY; hour++) {
            double sum = 0;
            for (int i = hour; i < WEEK; i += DAY) {
                sum += d[i];
            }
            x[at++] = sum / 7;
        }
        for (int day = 0; day < 7; day++) {
            x[at++] = mean(d, day * DAY, (day + 1) * DAY);
        }
        x[at++] = mean(d, WEEK - 3, WEEK);
        x[at++] = mean(d, WEEK - 6, WEEK);
        for (int day = 0; day < 3; day++) {
            x[at++] = hours.rest(q + day * DAY + DAY / 2);
        }
        double angle = 2 * Math.PI * (start.getEpochSecond() + 3600.0 * q) / SECONDS_OF_YEAR;
        x[at++] = StrictMath.sin(angle);
        x[at] = StrictMath.cos(angle);
        return x;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    /** Coefficients in single precision: half the bytes, and the rounding is far below any error of the model. */
    public static final class Fitted implements StorableModel {

        private final DayTypes dayTypes;
        private final int window;
        private final float lambda;
        private final float[] intercepts;
        private final float[][] coefficients;

        private Fitted(DayTypes dayTypes, int window, float lambda, float[] intercepts, float[][] coefficients) {
            this.dayTypes = dayTypes;
            this.window = window;
            this.lambda = lambda;
            this.intercepts = intercepts;
            this.coefficients = coefficients;
        }

        private static Fitted of(DayTypes dayTypes, int window, RidgeSolver solved) {
            int leads = solved.intercepts().length;
            float[] intercepts = new float[leads];
            float[][] coefficients = new float[leads][INPUTS];
            for (int k = 0; k < leads; k++) {
                intercepts[k] = (float) solved.intercepts()[k];
                for (int j = 0; j < INPUTS; j++) {
                    coefficients[k][j] = (float) solved.coefficients()[k][j];
                }
            }
            return new Fitted(dayTypes, window, (float) solved.lambda(), intercepts, coefficients);
        }

        private boolean isFinite() {
            double sum = 0;
            for (int k = 0; k < intercepts.length; k++) {
                sum += intercepts[k];
                for (float coefficient : coefficients[k]) {
                    sum += coefficient;
                }
            }
            return Double.isFinite(sum);
        }

        @Override
        public String name() {
            return NAME;
        }

        /** The penalty chosen by leave-one-out. */
        public double lambda() {
            return lambda;
        }

        @Override
        public int requiredHours() {
            return window;
        }

        @Override
        public Horizon reach() {
            return new Horizon(intercepts.length);
        }

        @Override
        public double[] predict(Series recentHistory, Instant origin, Horizon horizon) {
            double[] z = SqrtSpace.into(RecentPast.before(recentHistory, origin, window));
            double[] filled = GapFilling.fill(z, DAY);
            int leads = horizon.steps();
            Instant first = origin.minus(Series.HOUR.multipliedBy(window));
            LocalHours hours = new LocalHours(dayTypes, first, window + Math.max(leads, 3 * DAY));
            DailyProfile daily = new DailyProfile(z, hours, 0, window);
            double[] x = inputs(filled, daily, hours, first, window);
            double[] points = new double[leads];
            for (int k = 0; k < leads; k++) {
                double deviation = intercepts[k];
                float[] row = coefficients[k];
                for (int j = 0; j < INPUTS; j++) {
                    deviation += row[j] * x[j];
                }
                points[k] = SqrtSpace.back(daily.at(hours, window + k) + deviation);
            }
            return points;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(window);
            out.writeFloat(lambda);
            out.writeInt(intercepts.length);
            out.writeInt(INPUTS);
            for (int k = 0; k < intercepts.length; k++) {
                out.writeFloat(intercepts[k]);
                for (float coefficient : coefficients[k]) {
                    out.writeFloat(coefficient);
                }
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            int window = in.readInt();
            float lambda = in.readFloat();
            Horizon leads = new Horizon(in.readInt());
            if (in.readInt() != INPUTS || window < WEEK) {
                throw new IOException("the stored regression has other inputs than this version");
            }
            float[] intercepts = new float[leads.steps()];
            float[][] coefficients = new float[leads.steps()][INPUTS];
            for (int k = 0; k < intercepts.length; k++) {
                intercepts[k] = in.readFloat();
                for (int j = 0; j < INPUTS; j++) {
                    coefficients[k][j] = in.readFloat();
                }
            }
            return new Fitted(dayTypes, window, lambda, intercepts, coefficients);
        }
    }
}
