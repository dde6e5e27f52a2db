package dev.calima.api.forecast;

import java.time.Duration;
import java.time.Instant;

/**
 * A forecast as issued, without its values.
 *
 * @param id its key
 * @param modelId the model that made it
 * @param origin start of the first step
 * @param issuedAt when it was made
 * @param validUntil end of the last step
 * @param step length of each step
 * @param method how it was made
 * @param grid the levels of its quantiles
 */
record Forecast(
        long id,
        long modelId,
        Instant origin,
        Instant issuedAt,
        Instant validUntil,
        Duration step,
        String method,
        QuantileGrid grid) {

    boolean holds(Instant moment) {
        return !moment.isBefore(origin) && moment.isBefore(validUntil);
    }

    /** Steps ahead, from 1, of the step that holds the moment. */
    int leadOf(Instant moment) {
        return Math.toIntExact(Duration.between(origin, moment).dividedBy(step)) + 1;
    }
}
