package dev.calima.forecasting.score;

/** Checks shared by the scores. */
final class Pairs {

    private Pairs() {}

    static void sameLength(double[] actual, double[] forecast) {
        if (actual.length != forecast.length) {
            throw new IllegalArgumentException(actual.length + " actual values, " + forecast.length + " forecasts");
        }
    }
}
