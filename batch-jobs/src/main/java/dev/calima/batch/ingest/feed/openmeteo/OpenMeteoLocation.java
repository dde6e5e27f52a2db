package dev.calima.batch.ingest.feed.openmeteo;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One location of an answer.
 *
 * @param offsetSeconds what its times without an offset are ahead of UTC
 * @param units unit of each variable, as it is told
 * @param times texts or whole numbers, as they stand; null when there are none
 * @param values of each variable: numbers, texts that should be numbers, or null for none
 * @param reason why the question was refused; null when it was answered
 */
record OpenMeteoLocation(
        long offsetSeconds,
        Map<String, String> units,
        @Nullable List<@Nullable Object> times,
        Map<String, List<@Nullable Object>> values,
        @Nullable String reason) {}
