package dev.calima.forecasting.model;

import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Simple exponential smoothing, {@code l(t) = l(t-1) + alpha (y(t) - l(t-1))}, with the alpha in [0.0001, 0.9999] and the
 * first level that have the least squared errors one step ahead (Hyndman, Koehler, Ord and Snyder 2008, ETS(A,N,N)).
 *
 * @param alpha the smoothing parameter
 * @param level the level after the last value, which is the forecast of every step
 */
record ExponentialSmoothing(double alpha, double level) {

    private static final double LEAST = 1e-4;
    private static final int GRID = 40;

    /** Fits to values without gaps, two or more. */
    static ExponentialSmoothing fit(double[] y) {
        double best = LEAST;
        double least = Double.POSITIVE_INFINITY;
        double step = (1 - 2 * LEAST) / GRID;
        for (int i = 0; i <= GRID; i++) {
            double error = run(y, LEAST + i * step)[0];
            if (error < least) {
                least = error;
                best = LEAST + i * step;
            }
        }
        double alpha = new BrentOptimizer(1e-10, 1e-12)
                .optimize(
                        new MaxEval(500),
                        new UnivariateObjectiveFunction(one -> run(y, one)[0]),
                        GoalType.MINIMIZE,
                        new SearchInterval(Math.max(LEAST, best - step), Math.min(1 - LEAST, best + step)))
                .getPoint();
        double[] end = run(y, run(y, alpha)[0] <= least ? alpha : best);
        return new ExponentialSmoothing(alpha, end[1]);
    }

    /** The squared errors and the last level, for the best first level. */
    private static double[] run(double[] y, double alpha) {
        double level = 0;
        double decay = 1;
        double squares = 0;
        double products = 0;
        double decays = 0;
        for (double value : y) {
            double error = value - level;
            squares += error * error;
            products += error * decay;
            decays += decay * decay;
            level += alpha * error;
            decay *= 1 - alpha;
        }
        double first = products / decays;
        return new double[] {squares - first * products, level + first * decay};
    }
}
