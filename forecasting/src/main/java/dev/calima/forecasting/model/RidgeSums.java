package dev.calima.forecasting.model;

/**
 * Weighted sums of examples, from which a ridge regression follows without looking at them again. Examples are added four
 * at a time: the sums go through memory once for all four. Not safe for threads.
 */
final class RidgeSums {

    private static final int TOGETHER = 4;

    private final double[] inputs;
    private final double[] outputs;
    private final double[][] gram;
    private final double[][] cross;
    private final double[][] waitingInputs = new double[TOGETHER][];
    private final double[][] waitingOutputs = new double[TOGETHER][];
    private final double[] waitingWeights = new double[TOGETHER];
    private int waiting;
    private double total;

    RidgeSums(int inputs, int outputs) {
        this.inputs = new double[inputs];
        this.outputs = new double[outputs];
        gram = new double[inputs][];
        for (int j = 0; j < inputs; j++) {
            gram[j] = new double[j + 1];
        }
        cross = new double[inputs][outputs];
    }

    /** Adds an example; the arrays must not change afterwards. */
    void add(double[] x, double[] y, double weight) {
        waitingInputs[waiting] = x;
        waitingOutputs[waiting] = y;
        waitingWeights[waiting++] = weight;
        if (waiting == TOGETHER) {
            addFour();
            waiting = 0;
        }
    }

    /** Sum of the weights. */
    double total() {
        settle();
        return total;
    }

    /** {@code sum w x}. */
    double[] inputs() {
        settle();
        return inputs;
    }

    /** {@code sum w y}. */
    double[] outputs() {
        settle();
        return outputs;
    }

    /** Lower triangle of {@code sum w x x'}. */
    double[][] gram() {
        settle();
        return gram;
    }

    /** {@code sum w x y'}, one row per input. */
    double[][] cross() {
        settle();
        return cross;
    }

    private void addFour() {
        double[] w = waitingWeights;
        double[] x0 = waitingInputs[0];
        double[] x1 = waitingInputs[1];
        double[] x2 = waitingInputs[2];
        double[] x3 = waitingInputs[3];
        double[] y0 = waitingOutputs[0];
        double[] y1 = waitingOutputs[1];
        double[] y2 = waitingOutputs[2];
        double[] y3 = waitingOutputs[3];
        total += w[0] + w[1] + w[2] + w[3];
        addRows(outputs, outputs.length, w[0], y0, w[1], y1, w[2], y2, w[3], y3);
        for (int j = 0; j < inputs.length; j++) {
            double a = w[0] * x0[j];
            double b = w[1] * x1[j];
            double c = w[2] * x2[j];
            double d = w[3] * x3[j];
            inputs[j] += a + b + c + d;
            addRows(gram[j], j + 1, a, x0, b, x1, c, x2, d, x3);
            addRows(cross[j], outputs.length, a, y0, b, y1, c, y2, d, y3);
        }
    }

    private static void addRows(
            double[] to,
            int length,
            double a,
            double[] first,
            double b,
            double[] second,
            double c,
            double[] third,
            double d,
            double[] fourth) {
        for (int i = 0; i < length; i++) {
            to[i] += a * first[i] + b * second[i] + c * third[i] + d * fourth[i];
        }
    }

    private void settle() {
        for (int i = 0; i < waiting; i++) {
            double weight = waitingWeights[i];
            double[] x = waitingInputs[i];
            double[] y = waitingOutputs[i];
            total += weight;
            Rows.add(outputs, weight, y, outputs.length);
            for (int j = 0; j < inputs.length; j++) {
                double weighted = weight * x[j];
                inputs[j] += weighted;
                Rows.add(gram[j], weighted, x, j + 1);
                Rows.add(cross[j], weighted, y, outputs.length);
            }
        }
        waiting = 0;
    }
}
