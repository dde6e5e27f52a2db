package dev.calima.forecasting.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.calima.forecasting.Reference;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RidgeSolverTest {

    private static final int EXAMPLES = 30;

    private static double[][] inputs() {
        double[][] x = new double[EXAMPLES][5];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int j = 0; j < 5; j++) {
                x[i][j] = Math.sin(i * (j + 1) * 0.7) * (j + 1) + 0.1 * j * i;
            }
        }
        return x;
    }

    private static double[][] outputs(double[][] x) {
        double[][] y = new double[EXAMPLES][3];
        for (int i = 0; i < EXAMPLES; i++) {
            for (int k = 0; k < 3; k++) {
                y[i][k] = Math.cos(i * (k + 1) * 0.3) + x[i][k] * (k + 0.5) - x[i][4];
            }
        }
        return y;
    }

    private static double[] weights() {
        double[] weights = new double[EXAMPLES];
        for (int i = 0; i < EXAMPLES; i++) {
            weights[i] = Math.pow(0.5, (EXAMPLES - i) / 10.0);
        }
        return weights;
    }

    @Test
    void theSolutionAgreesWithTheReference() {
        double[][] x = inputs();
        RidgeSolver solved = RidgeSolver.fit(x, outputs(x), weights(), List.of(7.0));
        List<List<String>> expected = Reference.rows("ridge.csv");
        for (int k = 0; k < 3; k++) {
            assertThat(solved.intercepts()[k])
                    .isCloseTo(Double.parseDouble(expected.get(k).get(0)), within(1e-9));
            for (int j = 0; j < 5; j++) {
                assertThat(solved.coefficients()[j][k])
                        .isCloseTo(Double.parseDouble(expected.get(k).get(j + 1)), within(1e-9));
            }
        }
    }

    @Test
    void thePenaltyIsTheOneThatLeavesTheSmallestErrorWhenEachExampleIsLeftOutInTurn() {
        double[][] x = inputs();
        double[][] y = new double[EXAMPLES][1];
        for (int i = 0; i < EXAMPLES; i++) {
            y[i][0] = x[i][1] + 2.5 * Math.sin(i * i * 1.7);
        }
        double[] weights = new double[EXAMPLES];
        Arrays.fill(weights, 1);
        List<Double> lambdas = List.of(0.1, 3.0, 10.0, 30.0, 3000.0);
        double best = Double.POSITIVE_INFINITY;
        double expected = Double.NaN;
        for (double lambda : lambdas) {
            double error = 0;
            for (int i = 0; i < EXAMPLES; i++) {
                error += squaredErrorWithout(i, x, y, weights, lambda);
            }
            if (error < best) {
                best = error;
                expected = lambda;
            }
        }
        assertThat(RidgeSolver.fit(x, y, weights, lambdas).lambda()).isEqualTo(expected);
    }

    private static double squaredErrorWithout(int out, double[][] x, double[][] y, double[] weights, double lambda) {
        double[] others = weights.clone();
        others[out] = 1e-12;
        RidgeSolver solved = RidgeSolver.fit(x, y, others, List.of(lambda));
        double forecast = solved.intercepts()[0];
        for (int j = 0; j < 5; j++) {
            forecast += solved.coefficients()[j][0] * x[out][j];
        }
        return (y[out][0] - forecast) * (y[out][0] - forecast);
    }

    @Test
    void constantInputsGetNoWeight() {
        double[][] x = inputs();
        for (double[] row : x) {
            row[2] = 4;
        }
        RidgeSolver solved = RidgeSolver.fit(x, outputs(x), weights(), List.of(7.0));
        assertThat(solved.coefficients()[2][0]).isZero();
        assertThat(solved.coefficients()[1][0]).isFinite();
    }
}
