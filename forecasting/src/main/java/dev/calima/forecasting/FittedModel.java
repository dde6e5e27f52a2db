package dev.calima.forecasting;

import java.time.Instant;
import java.util.List;

/**
 * A learned point forecaster. Immutable and safe to share between threads.
 *
 * <p>It sees only the {@link #requiredHours()} hours before the origin, so the same recent past gives bit-identical
 * forecasts however much else is passed in.
 */
public interface FittedModel {

    /** Name of the algorithm, as {@link Forecaster#name()}. */
    String name();

    /** Names of the covariates it was fitted with; without them its forecasts are worth less. */
    default List<String> covariates() {
        return List.of();
    }

    /** How many hours before the origin it reads; older hours make no difference. */
    int requiredHours();

    /** The farthest lead it can predict. */
    Horizon reach();

    /**
     * Median forecasts in the unit of the series, one per lead, at least 0. Finite whenever the recent history holds at
     * least one value; NaN otherwise.
     *
     * @param recentHistory the known past; hours at or after the origin are ignored, missing ones are filled causally
     * @param known covariates; those of the hours forecast matter to a model that was fitted with them
     * @param origin start of the first forecast step, on the hourly grid of the history
     * @param horizon at most {@link #reach()}
     */
    double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon);

    /** Forecasts without covariates. */
    default double[] predict(Series recentHistory, Instant origin, Horizon horizon) {
        return predict(recentHistory, Covariates.none(), origin, horizon);
    }
}
