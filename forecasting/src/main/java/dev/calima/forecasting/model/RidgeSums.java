package dev.calima.forecasting.model;

/** Weighted sums of examples, from which a ridge regression follows without looking at them again. */
final class RidgeSums {

    final double[] inputs;
    final double[] outputs;
    /** Lower triangle of {@code sum w x x'}. */
    final double[][] gram;
    /** {@code sum w y x'}, one row per output. */
    final double[][] cross;

    double total;

    RidgeSums(int inputs, int outputs) {
        this.inputs = new double[inputs];
        this.outputs = new double[outputs];
        gram = new double[inputs][];
        for (int j = 0; j < inputs; j++) {
            gram[j] = new double[j + 1];
        }
        cross = new double[outputs][inputs];
    }

    void add(double[] x, double[] y, double weight) {
        total += weight;
        for (int j = 0; j < inputs.length; j++) {
            double weighted = weight * x[j];
            inputs[j] += weighted;
            double[] line = gram[j];
            for (int l = 0; l <= j; l++) {
                line[l] += weighted * x[l];
            }
        }
        for (int k = 0; k < outputs.length; k++) {
            double weighted = weight * y[k];
            outputs[k] += weighted;
            double[] line = cross[k];
            for (int j = 0; j < line.length; j++) {
                line[j] += weighted * x[j];
            }
        }
    }
}
