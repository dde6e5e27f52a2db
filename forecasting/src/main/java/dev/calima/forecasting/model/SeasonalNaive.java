package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
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

/**
 * The forecast is the value one season ago: {@code f(o + h) = y(o + h - m ceil((h + 1) / m))} for h = 0, 1, ...
 * (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed., section 5.2). The baseline every other
 * algorithm must beat, and the fallback when none can. Negative values count as 0.
 *
 * @param season hours of one season: 24 repeats the last day, 168 the last week
 */
public record SeasonalNaive(int season) implements Forecaster {

    /** Yesterday again. */
    public static final SeasonalNaive DAILY = new SeasonalNaive(24);

    /** Last week again. */
    public static final SeasonalNaive WEEKLY = new SeasonalNaive(168);

    private static final String NOTHING = "the history holds no value";

    public SeasonalNaive {
        if (season < 1 || season > 24 * 366) {
            throw new IllegalArgumentException("season must lie in 1..8784 hours: " + season);
        }
    }

    @Override
    public String name() {
        return "seasonal-naive-" + season;
    }

    @Override
    public boolean isDemanding() {
        return false;
    }

    /** What is learnt does not depend on the values, only on whether there is one. */
    @Override
    public Refits refits(Series history, Covariates known, TrainingProfile profile) {
        FitResult all = fit(history, known, profile);
        Instant first = history.firstPresent();
        return before -> before.isAfter(first) ? all : new FitResult.NotFitted(NOTHING);
    }

    @Override
    public FitResult fit(Series history, Covariates known, TrainingProfile profile) {
        if (history.present() == 0) {
            return new FitResult.NotFitted(NOTHING);
        }
        int required = Math.max(profile.profileDays() * 24, 2 * season);
        return new FitResult.Fitted(new Fitted(season, required, profile.reach()));
    }

    /** Holds no data: everything comes from the recent history. */
    public record Fitted(int season, int requiredHours, Horizon reach) implements StorableModel {

        @Override
        public String name() {
            return "seasonal-naive-" + season;
        }

        @Override
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            double[] raw = RecentPast.before(recentHistory, origin, requiredHours);
            double[] filled = GapFilling.fill(raw, 24);
            double[] points = new double[horizon.steps()];
            for (int i = 0; i < points.length; i++) {
                double value = filled[filled.length - season + i % season];
                points[i] = Double.isNaN(value) ? RecentPast.mean(raw) : Math.max(value, 0);
            }
            return points;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(season);
            out.writeInt(requiredHours);
            out.writeInt(reach.steps());
        }

        static Fitted readFrom(DataInput in) throws IOException {
            return new Fitted(in.readInt(), in.readInt(), new Horizon(in.readInt()));
        }
    }
}
