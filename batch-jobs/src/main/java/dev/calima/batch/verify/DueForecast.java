package dev.calima.batch.verify;

import java.time.Instant;

/**
 * A forecast whose scores are not those that its observations give.
 *
 * @param forecastId its key
 * @param seriesId what it speaks of
 * @param phaseMinutes minutes after the full hour UTC at which the series' hours start
 * @param origin its first hour
 * @param end the end of its last hour
 * @param observedDays days of observations that there are now
 * @param observedChangedAt their newest change
 * @param isNew whether it was never scored
 */
record DueForecast(
        long forecastId,
        int seriesId,
        int phaseMinutes,
        Instant origin,
        Instant end,
        int observedDays,
        Instant observedChangedAt,
        boolean isNew) {}
