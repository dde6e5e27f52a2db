package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Regressions of ever longer parts of one history: an example is worked out and added once. The penalty is chosen anew
 * when the examples have grown by half; the half-life of the weights follows the length of the whole history.
 */
final class RidgeRefits implements Forecaster.Refits {

    private static final int DAY = 24;
    private static final int WEEK = 168;
    private static final int LEAST_EXAMPLES = 25;
    private static final double LARGEST_VALUE = 1e12;
    private static final double GROWN = 1.5;

    private final Series history;
    private final TrainingProfile profile;
    private final List<String> names;
    private final int window;
    private final int leads;
    private final double[] z;
    private final double[] filled;
    private final int[] missing;
    private final LocalHours hours;
    private final RidgeInputs inputs;
    private final double halfLifeHours;

    private final List<double[]> x = new ArrayList<>();
    private final List<double[]> y = new ArrayList<>();
    private final List<Integer> origins = new ArrayList<>();
    private RidgeSums sums;
    private DailyProfile.Sliding profiles;
    private int hour = -1;
    private int next;
    private double lambda = Double.NaN;
    private int chosenFrom;

    RidgeRefits(Series history, Covariates known, TrainingProfile profile) {
        this.history = history;
        this.profile = profile;
        names = known.names();
        window = profile.profileDays() * DAY;
        leads = profile.reach().steps();
        z = SqrtSpace.into(history.toArray());
        filled = GapFilling.fill(z, DAY);
        int n = z.length;
        missing = new int[n + 1];
        for (int i = 0; i < n; i++) {
            missing[i + 1] = missing[i] + (Double.isNaN(z[i]) ? 1 : 0);
        }
        hours = new LocalHours(profile.dayTypes(), history.start(), n + 4 * DAY);
        inputs = new RidgeInputs(filled, hours, history.start(), known, names);
        halfLifeHours = DAY * halfLifeDays(n, profile.sampleHalfLifeDays());
        sums = new RidgeSums(inputs.size(), leads);
        profiles = new DailyProfile.Sliding(z, hours);
    }

    private static double halfLifeDays(int hours, double shortHistory) {
        double years = hours / (DAY * 365.25);
        return years < 1.5 ? shortHistory : Math.max(shortHistory, Math.min(1000, shortHistory + (years - 1.5) * 600));
    }

    @Override
    public FitResult before(Instant instant) {
        int n = Math.toIntExact(history.indexOf(instant));
        if (n <= 0 || history.slice(history.start(), instant).max() > LARGEST_VALUE) {
            return new FitResult.NotFitted("an empty history, or values above 1e12 that cannot be regressed");
        }
        learn(n);
        int count = origins.size();
        if (count < LEAST_EXAMPLES) {
            return new FitResult.NotFitted(count + " usable past days to learn from, " + LEAST_EXAMPLES + " needed");
        }
        RidgeSolver.Standard standard =
                RidgeSolver.Standard.scaled(sums, StrictMath.pow(2, (z.length - n) / halfLifeHours));
        if (Double.isNaN(lambda) || count >= GROWN * chosenFrom) {
            lambda = standard.choose(
                    profile.ridgeLambdas(), x.toArray(double[][]::new), y.toArray(double[][]::new), weights(n), count);
            chosenFrom = count;
        }
        RidgeDirect.Fitted model = RidgeDirect.Fitted.of(profile.dayTypes(), window, names, standard.solve(lambda));
        return model.isFinite()
                ? new FitResult.Fitted(model)
                : new FitResult.NotFitted("the regression has no finite solution");
    }

    /** Adds the examples at the local hour of {@code n} whose outputs lie before it. */
    private void learn(int n) {
        if (hours.hour(n) != hour) {
            hour = hours.hour(n);
            next = window;
            x.clear();
            y.clear();
            origins.clear();
            lambda = Double.NaN;
            sums = new RidgeSums(inputs.size(), leads);
            profiles = new DailyProfile.Sliding(z, hours);
        }
        for (; next + leads <= n; next++) {
            if (usable(next)) {
                add(next);
            }
        }
    }

    private boolean usable(int q) {
        return hours.hour(q) == hour
                && (missing[q] - missing[q - DAY]) * 2 <= DAY
                && (missing[q] - missing[q - WEEK]) * 2 <= WEEK
                && (missing[q + leads] - missing[q]) * 2 <= leads;
    }

    private void add(int q) {
        DailyProfile daily = profiles.over(q - window, q);
        double[] row = inputs.at(daily, q);
        double[] ahead = new double[leads];
        for (int k = 0; k < leads; k++) {
            ahead[k] = filled[q + k] - daily.at(hours, q + k);
        }
        x.add(row);
        y.add(ahead);
        origins.add(q);
        sums.add(row, ahead, StrictMath.pow(0.5, (z.length - q) / halfLifeHours));
    }

    private double[] weights(int n) {
        double[] weights = new double[origins.size()];
        Arrays.setAll(weights, i -> StrictMath.pow(0.5, (n - origins.get(i)) / halfLifeHours));
        return weights;
    }
}
