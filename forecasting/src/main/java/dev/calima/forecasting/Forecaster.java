package dev.calima.forecasting;

import java.time.Instant;

/** An algorithm that can be fitted to the history of one series. Stateless and safe to share between threads. */
public interface Forecaster {

    /** Stable lower-case name, such as {@code ridge-direct}; it ends up in stored models and scores. */
    String name();

    /**
     * Whether it takes part only from {@code minRegressionDays} of history on and below {@code maxRegressionMissingShare}
     * of missing hours.
     */
    default boolean isDemanding() {
        return true;
    }

    /**
     * Learns from everything in the history, and from nothing else. Never throws on poor data: a series it cannot learn
     * from is {@link FitResult.NotFitted}.
     *
     * @param known covariates; an algorithm that has no use for them leaves them alone
     */
    FitResult fit(Series history, Covariates known, TrainingProfile profile);

    /** Learns from a history without covariates. */
    default FitResult fit(Series history, TrainingProfile profile) {
        return fit(history, Covariates.none(), profile);
    }

    /**
     * Fits to ever longer parts of one history. An algorithm that can share work between them overrides this; what it
     * gives must not depend on anything at or after the instant asked for.
     */
    default Refits refits(Series history, Covariates known, TrainingProfile profile) {
        return before -> fit(history.slice(history.start(), before), known, profile);
    }

    /** The fits of one history, asked for by increasing instants. Not safe for threads. */
    @FunctionalInterface
    interface Refits {

        /** The fit to what lies before the instant. */
        FitResult before(Instant instant);
    }
}
