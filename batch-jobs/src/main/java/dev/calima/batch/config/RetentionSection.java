package dev.calima.batch.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code retention.yaml}. */
final class RetentionSection {

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final int MOST_DAYS = 36_500;

    private RetentionSection() {}

    /** Without a file: history goes, data stay. */
    static RetentionDefinition defaults() {
        return read(new Section("retention.yaml", Map.of(), new ConfigProblems()));
    }

    static RetentionDefinition read(Section file) {
        return new RetentionDefinition(
                days(file.numberOrNever("batch-history-days", 90, 1, MOST_DAYS)),
                days(file.numberOrNever("runs-days", 400, 7, MOST_DAYS)),
                days(file.numberOrNever("fetch-runs-days", 90, 7, MOST_DAYS)),
                days(file.numberOrNever("settled-rejects-days", 400, 1, MOST_DAYS)),
                days(file.numberOrNever("open-rejects-days", NEVER, 1, MOST_DAYS)),
                days(file.numberOrNever("forecasts-days", NEVER, 30, MOST_DAYS)),
                days(file.numberOrNever("raw-files-days", NEVER, 1, MOST_DAYS)),
                days(file.numberOrNever("incidents-days", 400, 1, MOST_DAYS)),
                days(file.numberOrNever("replaced-exports-days", 7, 1, MOST_DAYS)));
    }

    private static @Nullable Integer days(@Nullable Double number) {
        return number == null ? null : Integer.valueOf((int) Math.ceil(number));
    }
}
