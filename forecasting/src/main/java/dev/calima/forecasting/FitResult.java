package dev.calima.forecasting;

/** What came of a fit. */
public sealed interface FitResult {

    /** The model is ready. */
    record Fitted(FittedModel model) implements FitResult {}

    /**
     * The history does not carry this algorithm.
     *
     * @param reason one sentence for people
     */
    record NotFitted(String reason) implements FitResult {}
}
