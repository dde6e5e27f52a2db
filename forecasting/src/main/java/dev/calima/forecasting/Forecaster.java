package dev.calima.forecasting;

/** An algorithm that can be fitted to the history of one series. Stateless and safe to share between threads. */
public interface Forecaster {

    /** Stable lower-case name, such as {@code ridge-direct}; it ends up in stored models and scores. */
    String name();

    /**
     * Learns from everything in the history, and from nothing else. Never throws on poor data: a series it cannot learn
     * from is {@link FitResult.NotFitted}.
     */
    FitResult fit(Series history, TrainingProfile profile);
}
