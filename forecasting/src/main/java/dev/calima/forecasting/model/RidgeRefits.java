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
    /** Position of the first value too large to learn from. */
    private final int firstHuge;

    private final LocalHours hours;
    private final RidgeInputs inputs;
    /** Weight by age in days. */
    private final double[] halvings;

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
        int huge = n;
        for (int i = n - 1; i >= 0; i--) {
            huge = history.value(i) > LARGEST_VALUE ? i : huge;
        }
        firstHuge = huge;
        for (int i = 0; i < n; i++) {
            missing[i + 1] = missing[i] + (Double.isNaN(z[i]) ? 1 : 0);
        }
        hours = new LocalHours(profile.dayTypes(), history.start(), n + 4 * DAY);
        inputs = new RidgeInputs(filled, hours, history.start(), known, names);
        halvings = halvings(n / DAY + 1, halfLifeDays(n, profile.sampleHalfLifeDays()));
        sums = new RidgeSums(inputs.size(), leads);
        profiles = new DailyProfile.Sliding(z, hours);
    }

    private static double[] halvings(int days, double halfLifeDays) {
        double[] halvings = new double[days];
        double daily = StrictMath.pow(0.5, 1 / halfLifeDays);
        halvings[0] = 1;
        for (int day = 1; day < days; day++) {
            halvings[day] = halvings[day - 1] * daily;
        }
        return halvings;
    }

    private static double halfLifeDays(int hours, double shortHistory) {
        double years = hours / (DAY * 365.25);
        return years < 1.5 ? shortHistory : Math.max(shortHistory, Math.min(1000, shortHistory + (years - 1.5) * 600));
    }

    @Override
    public FitResult before(Instant instant) {
        int n = Math.toIntExact(history.indexOf(instant));
        if (n <= 0 || n > firstHuge) {
            return new FitResult.NotFitted("an empty history, or values above 1e12 that cannot be regressed");
        }
        learn(n);
        int count = origins.size();
        if (count < LEAST_EXAMPLES) {
            return new FitResult.NotFitted(count + " usable past days to learn from, " + LEAST_EXAMPLES + " needed");
        }
        RidgeSolver.Standard standard = RidgeSolver.Standard.scaled(sums, 1 / weight(n, z.length));
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
        sums.add(row, ahead, weight(q, z.length));
    }

    private double[] weights(int n) {
        double[] weights = new double[origins.size()];
        Arrays.setAll(weights, i -> weight(origins.get(i), n));
        return weights;
    }

    /** By age in whole days. */
    private double weight(int q, int n) {
        return halvings[(n - q) / DAY];
    }
}
