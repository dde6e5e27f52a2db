package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;

/**
 * The forecast is the mean of the last weeks (28 days unless told) at the same local hour, apart for working days and
 * for the rest, taken in {@link SqrtSpace}. Gaps are skipped, not filled, so it bears poor series better than any other.
 */
public final class Climatology implements Forecaster {

    static final String NAME = "climatology";

    private static final String NOTHING = "the history holds no value";

    @Override
    public String name() {
        return NAME;
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
        return new FitResult.Fitted(new Fitted(profile.dayTypes(), profile.profileDays() * 24, profile.reach()));
    }

    /** Holds no data: everything comes from the recent history. */
    public record Fitted(DayTypes dayTypes, int requiredHours, Horizon reach) implements StorableModel {

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            double[] z = SqrtSpace.into(RecentPast.before(recentHistory, origin, requiredHours));
            Instant first = origin.minusSeconds(3600L * requiredHours);
            LocalHours hours = new LocalHours(dayTypes, first, requiredHours + horizon.steps());
            DailyProfile daily = new DailyProfile(z, hours, 0, requiredHours);
            double[] points = new double[horizon.steps()];
            for (int i = 0; i < points.length; i++) {
                points[i] = SqrtSpace.back(daily.at(hours, requiredHours + i));
            }
            return points;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(requiredHours);
            out.writeInt(reach.steps());
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            return new Fitted(dayTypes, in.readInt(), new Horizon(in.readInt()));
        }
    }
}
