package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
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
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.apache.commons.math3.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Damped additive Holt-Winters with a season of 24 hours ({@link HoltWintersFilter}) in {@link SqrtSpace}, over the last
 * 56 days. Its four parameters have the least squared errors one step ahead, found by the simplex of Nelder and Mead
 * (1965) within 0 &lt; alpha &lt; 1, 0 &lt; beta &lt; alpha, 0 &lt; gamma &lt; 1 - alpha and 0.8 &lt; phi &lt; 0.98.
 */
public final class HoltWinters implements Forecaster {

    static final String NAME = "holt-winters";

    private static final int SEASON = 24;
    private static final int WINDOW = 56 * 24;
    private static final int LEAST = 7 * 24;
    private static final int MOST_EVALUATIONS = 2000;

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
        double[] z = recent(history, history.end());
        if (history.present() < LEAST || z.length < LEAST) {
            return new FitResult.NotFitted(history.present() + " values, " + LEAST + " needed");
        }
        double[] found = new SimplexOptimizer(new SimpleValueChecker(1e-8, 1e-10, MOST_EVALUATIONS))
                .optimize(
                        new MaxEval(10 * MOST_EVALUATIONS),
                        new ObjectiveFunction(point -> squares(z, point)),
                        GoalType.MINIMIZE,
                        new InitialGuess(new double[] {-1, -3, -2, 1}),
                        new NelderMeadSimplex(4, 0.7))
                .getPoint();
        double[] parameters = parameters(found);
        return Double.isFinite(squares(z, found))
                ? new FitResult.Fitted(
                        new Fitted(parameters[0], parameters[1], parameters[2], parameters[3], profile.reach()))
                : new FitResult.NotFitted("the squared errors are not finite");
    }

    private static double squares(double[] z, double[] point) {
        double[] parameters = parameters(point);
        return HoltWintersFilter.begin(z, SEASON, parameters[0], parameters[1], parameters[2], parameters[3])
                .run(z)
                .squares();
    }

    /** From anywhere to alpha, beta, gamma and phi within their bounds. */
    private static double[] parameters(double[] point) {
        double alpha = logistic(point[0]);
        return new double[] {
            alpha, alpha * logistic(point[1]), (1 - alpha) * logistic(point[2]), 0.8 + 0.18 * logistic(point[3])
        };
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    /** The last hours in square-root space, without gaps and without what precedes the first value. */
    private static double[] recent(Series history, Instant origin) {
        Instant from = origin.minus(Series.HOUR.multipliedBy(WINDOW));
        Series window = Series.hourly(from, RecentPast.before(history, origin, WINDOW));
        return GapFilling.fill(
                SqrtSpace.into(window.slice(window.trimmed().start(), origin).toArray()), SEASON);
    }

    /**
     * The parameters; the states come from the recent history.
     *
     * @param alpha of the level, in (0, 1)
     * @param beta of the trend, in (0, alpha)
     * @param gamma of the season, in (0, 1 - alpha)
     * @param phi damping of the trend, in (0.8, 0.98)
     */
    public record Fitted(double alpha, double beta, double gamma, double phi, Horizon reach) implements StorableModel {

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
            double[] z = recent(recentHistory, origin);
            double[] points = new double[horizon.steps()];
            if (z.length < 2 * SEASON) {
                Arrays.fill(points, RecentPast.mean(RecentPast.before(recentHistory, origin, WINDOW)));
                return points;
            }
            double[] ahead = HoltWintersFilter.begin(z, SEASON, alpha, beta, gamma, phi)
                    .run(z)
                    .forecast(points.length);
            for (int k = 0; k < points.length; k++) {
                points[k] = SqrtSpace.back(ahead[k]);
            }
            return points;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeDouble(alpha);
            out.writeDouble(beta);
            out.writeDouble(gamma);
            out.writeDouble(phi);
            out.writeInt(reach.steps());
        }

        static Fitted readFrom(DataInput in) throws IOException {
            return new Fitted(
                    in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble(), new Horizon(in.readInt()));
        }
    }
}
