package dev.calima.batch.predict;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * What came of issuing forecasts.
 *
 * @param noop whether there was nothing to issue: every model in use had been asked from the same origin and data
 * @param issued how many forecasts are new
 * @param refused how many models in use had too little to go by
 * @param stopped whether it was told to stop before the last series; start it again to go on
 * @param origins the first hour forecast, by network; empty when no network has a model in use
 * @param duration how long it took
 */
public record IssueOutcome(
        boolean noop, int issued, int refused, boolean stopped, Map<String, Instant> origins, Duration duration) {

    public IssueOutcome {
        origins = Map.copyOf(origins);
    }
}
