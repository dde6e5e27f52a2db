package dev.calima.forecasting.model;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One regression of {@link RidgeAnchored}: from the last {@code lags} values and the hour of the day to how far the coming
 * values lie from those one season ({@code anchor} hours) before. Values are logarithms. Immutable.
 */
final class AnchoredVariant {

    static final int DAY = 24;

    private static final double[] LAMBDAS = {0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000};

    private final int lags;
    private final int anchor;
    private final double scale;
    private final double error;
    private final int leads;
    private final float[] intercepts;
    private final float[][] coefficients;

    private AnchoredVariant(
            int lags, int anchor, double scale, double error, int leads, float[] intercepts, float[][] coefficients) {
        this.lags = lags;
        this.anchor = anchor;
        this.scale = scale;
        this.error = error;
        this.leads = leads;
        this.intercepts = intercepts;
        this.coefficients = coefficients;
    }

    /**
     * Fits: the penalty is the one with the smallest absolute error over the last fifth of the examples when learnt from the
     * others; when none beats the anchor alone, the anchor alone is what is left.
     *
     * @param values without gaps
     * @param hours local hours of the same
     */
    static AnchoredVariant fit(double[] values, LocalHours hours, int lags, int anchor, int leads) {
        int first = Math.max(lags, anchor);
        int examples = values.length - leads - first + 1;
        double[][] x = new double[examples][];
        double[][] y = new double[examples][];
        double square = 0;
        for (int i = 0; i < examples; i++) {
            x[i] = inputs(values, hours, first + i, lags, 1);
            y[i] = outputs(values, first + i, anchor, leads);
            for (int j = 0; j < lags; j++) {
                square += x[i][j] * x[i][j];
            }
        }
        double scale = Math.sqrt(square / examples / lags);
        scale = scale > 1e-12 ? scale : 1;
        for (double[] row : x) {
            for (int j = 0; j < lags; j++) {
                row[j] /= scale;
            }
        }
        int voters = Math.max(1, examples / 5);
        RidgeSums sums = new RidgeSums(lags + DAY, leads);
        for (int i = 0; i < examples - voters; i++) {
            sums.add(x[i], y[i], 1);
        }
        RidgeSolver.Standard standard = RidgeSolver.Standard.centred(sums);
        double best = meanError(x, y, examples - voters, null);
        double lambda = Double.NaN;
        for (double candidate : LAMBDAS) {
            double error = meanError(x, y, examples - voters, standard.solve(candidate));
            if (error < best) {
                best = error;
                lambda = candidate;
            }
        }
        if (Double.isNaN(lambda)) {
            return new AnchoredVariant(lags, anchor, scale, best, leads, new float[0], new float[0][]);
        }
        for (int i = examples - voters; i < examples; i++) {
            sums.add(x[i], y[i], 1);
        }
        return of(lags, anchor, scale, best, RidgeSolver.Standard.centred(sums).solve(lambda));
    }

    private static AnchoredVariant of(int lags, int anchor, double scale, double error, RidgeSolver solved) {
        return new AnchoredVariant(
                lags,
                anchor,
                scale,
                error,
                solved.intercepts().length,
                Rows.single(solved.intercepts()),
                Rows.single(solved.coefficients()));
    }

    private static double meanError(double[][] x, double[][] y, int from, @Nullable RidgeSolver solved) {
        double sum = 0;
        int count = 0;
        for (int i = from; i < x.length; i++) {
            double[] points = new double[y[i].length];
            if (solved != null) {
                Rows.add(points, 1, solved.intercepts(), points.length);
                for (int j = 0; j < x[i].length; j++) {
                    Rows.add(points, x[i][j], solved.coefficients()[j], points.length);
                }
            }
            for (int k = 0; k < points.length; k++) {
                sum += Math.abs(y[i][k] - points[k]);
                count++;
            }
        }
        return sum / count;
    }

    private static double[] inputs(double[] values, LocalHours hours, int q, int lags, double scale) {
        double level = 0;
        for (int i = q - DAY; i < q; i++) {
            level += values[i] / DAY;
        }
        double[] x = new double[lags + DAY];
        for (int j = 0; j < lags; j++) {
            x[j] = (values[q - lags + j] - level) / scale;
        }
        x[lags + hours.hour(q)] = 1;
        return x;
    }

    private static double[] outputs(double[] values, int q, int anchor, int leads) {
        double[] y = new double[leads];
        for (int k = 0; k < leads; k++) {
            y[k] = values[q + k] - values[q - anchor + k % anchor];
        }
        return y;
    }

    /** Mean absolute error on the examples that were held out. */
    double error() {
        return error;
    }

    int leads() {
        return leads;
    }

    /** Forecasts from position {@code q} of values without gaps. */
    double[] predict(double[] values, LocalHours hours, int q, int steps) {
        double[] points = new double[steps];
        double[] x = inputs(values, hours, q, lags, scale);
        for (int k = 0; k < steps; k++) {
            points[k] = values[q - anchor + k % anchor];
        }
        if (coefficients.length > 0) {
            Rows.add(points, 1, intercepts, steps);
            for (int j = 0; j < x.length; j++) {
                Rows.add(points, x[j], coefficients[j], steps);
            }
        }
        return points;
    }

    boolean isFinite() {
        return Double.isFinite(error) && Rows.isFinite(intercepts) && Rows.isFinite(coefficients);
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeInt(lags);
        out.writeInt(anchor);
        out.writeDouble(scale);
        out.writeDouble(error);
        out.writeInt(leads);
        out.writeBoolean(coefficients.length > 0);
        for (int k = 0; k < intercepts.length; k++) {
            out.writeFloat(intercepts[k]);
            for (float[] row : coefficients) {
                out.writeFloat(row[k]);
            }
        }
    }

    static AnchoredVariant readFrom(DataInput in) throws IOException {
        int lags = in.readInt();
        int anchor = in.readInt();
        double scale = in.readDouble();
        double error = in.readDouble();
        int leads = in.readInt();
        if (lags < 1 || lags > 168 || anchor < DAY || anchor > 168 || leads < 1 || leads > 10_000) {
            throw new IOException("impossible regression of " + lags + " lags, " + leads + " leads");
        }
        boolean learnt = in.readBoolean();
        float[] intercepts = new float[learnt ? leads : 0];
        float[][] coefficients = new float[learnt ? lags + DAY : 0][leads];
        for (int k = 0; k < intercepts.length; k++) {
            intercepts[k] = in.readFloat();
            for (float[] row : coefficients) {
                row[k] = in.readFloat();
            }
        }
        return new AnchoredVariant(lags, anchor, scale, error, leads, intercepts, coefficients);
    }

    @Override
    public String toString() {
        return "AnchoredVariant[" + lags + ", " + anchor + ", " + Arrays.toString(intercepts) + "]";
    }
}
