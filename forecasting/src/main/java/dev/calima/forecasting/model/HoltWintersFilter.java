package dev.calima.forecasting.model;

/**
 * The recursion of the additive Holt-Winters method with a damped trend, ETS(A,Ad,A) of Hyndman, Koehler, Ord and Snyder
 * (2008):
 *
 * <pre>
 * e = y(t) - l - phi b - s(t-m)
 * l' = l + phi b + alpha e,  b' = phi b + beta e,  s'(t) = s(t-m) + gamma e
 * f(t+h) = l + (phi + ... + phi^h) b + s(t+h-m)
 * </pre>
 */
final class HoltWintersFilter {

    private final double alpha;
    private final double beta;
    private final double gamma;
    private final double phi;
    private final double[] season;
    private double level;
    private double trend;
    private double squares;
    private int count;

    /** Begins with these states; {@code season[t % m]} belongs to the t-th value. */
    HoltWintersFilter(
            double alpha, double beta, double gamma, double phi, double level, double trend, double[] season) {
        this.alpha = alpha;
        this.beta = beta;
        this.gamma = gamma;
        this.phi = phi;
        this.level = level;
        this.trend = trend;
        this.season = season.clone();
    }

    /** Begins with the mean of the first season, the change to the second, and the mean deviations of both. */
    static HoltWintersFilter begin(double[] y, int m, double alpha, double beta, double gamma, double phi) {
        double first = 0;
        double second = 0;
        for (int i = 0; i < m; i++) {
            first += y[i] / m;
            second += y[m + i] / m;
        }
        double[] season = new double[m];
        for (int i = 0; i < m; i++) {
            season[i] = (y[i] - first + y[m + i] - second) / 2;
        }
        return new HoltWintersFilter(alpha, beta, gamma, phi, first, (second - first) / m, season);
    }

    HoltWintersFilter run(double[] y) {
        for (double value : y) {
            int at = count % season.length;
            double ahead = level + phi * trend;
            double error = value - ahead - season[at];
            squares += error * error;
            level = ahead + alpha * error;
            trend = phi * trend + beta * error;
            season[at] += gamma * error;
            count++;
        }
        return this;
    }

    /** Sum of the squared errors one step ahead. */
    double squares() {
        return squares;
    }

    double[] forecast(int steps) {
        double[] points = new double[steps];
        double damped = 0;
        double power = 1;
        for (int h = 0; h < steps; h++) {
            power *= phi;
            damped += power;
            points[h] = level + damped * trend + season[(count + h) % season.length];
        }
        return points;
    }
}
