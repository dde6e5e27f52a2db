package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import dev.calima.forecasting.prepare.SeasonalIndices;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * The Theta method (Assimakopoulos and Nikolopoulos 2000), as in the M4 competition's benchmarks: seasonally adjusted by
 * {@link SeasonalIndices} of 24 hours, the forecast is the mean of the linear trend and of {@link ExponentialSmoothing} of
 * twice the series less that trend, times the season. It looks at the last 56 days. Where a value is 0, 1 is added to all
 * before and taken away after.
 */
public final class Theta implements Forecaster {

    static final String NAME = "theta";

    private static final int SEASON = 24;
    private static final int WINDOW = 56 * 24;
    private static final int LEAST = 72;

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
        return history.present() < LEAST
                ? new FitResult.NotFitted(history.present() + " values, " + LEAST + " needed")
                : new FitResult.Fitted(new Fitted(profile.reach()));
    }

    /** Holds no data: everything comes from the recent history. */
    public record Fitted(Horizon reach) implements StorableModel {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public int requiredHours() {
            return WINDOW;
        }

        @Override
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            Series recent = Series.hourly(
                    origin.minus(Series.HOUR.multipliedBy(WINDOW)), RecentPast.before(recentHistory, origin, WINDOW));
            double[] raw = recent.slice(recent.trimmed().start(), origin).toArray();
            if (recent.present() < 2) {
                double[] same = new double[horizon.steps()];
                Arrays.fill(same, RecentPast.mean(raw));
                return same;
            }
            return theta(GapFilling.fill(raw, SEASON), horizon.steps());
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(reach.steps());
        }

        static Fitted readFrom(DataInput in) throws IOException {
            return new Fitted(new Horizon(in.readInt()));
        }
    }

    private static double[] theta(double[] values, int steps) {
        int n = values.length;
        double[] y = new double[n];
        double shift = 0;
        for (double value : values) {
            shift = value <= 0 ? 1 : shift;
        }
        for (int t = 0; t < n; t++) {
            y[t] = Math.max(values[t], 0) + shift;
        }
        double[] indices = SeasonalIndices.of(y, SEASON);
        double centre = (n - 1) / 2.0;
        double mean = 0;
        double slope = 0;
        double squares = 0;
        for (int t = 0; t < n; t++) {
            y[t] /= indices[t % SEASON];
            mean += y[t] / n;
        }
        for (int t = 0; t < n; t++) {
            slope += (t - centre) * (y[t] - mean);
            squares += (t - centre) * (t - centre);
        }
        slope /= squares;
        double[] line = new double[n];
        for (int t = 0; t < n; t++) {
            line[t] = 2 * y[t] - (mean + slope * (t - centre));
        }
        double level = ExponentialSmoothing.fit(line).level();
        double[] points = new double[steps];
        for (int k = 0; k < steps; k++) {
            double point = (mean + slope * (n + k - centre) + level) / 2 * indices[(n + k) % SEASON];
            points[k] = Math.max(0, point - shift);
        }
        return points;
    }
}
