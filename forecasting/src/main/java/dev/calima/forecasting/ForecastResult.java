package dev.calima.forecasting;

/** What came of asking a trained model for a forecast. */
public sealed interface ForecastResult {

    /**
     * A forecast was made.
     *
     * @param forecast the quantiles; its {@code method} names what really made it
     * @param note empty, or why the fallback stepped in for the trained model
     */
    record Issued(Forecast forecast, String note) implements ForecastResult {}

    /**
     * There is nothing honest to say, for instance because the recent past is missing.
     *
     * @param reason one sentence for people
     */
    record Refused(String reason) implements ForecastResult {}
}
