package dev.calima.batch.purge;

import dev.calima.batch.config.RetentionDefinition;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What may be taken away, in the order in which it is. */
public enum PurgeKind {
    /** Executions in Spring Batch's tables. */
    EXECUTIONS,
    /** Ended runs. */
    RUNS,
    /** Processes that ended or died and have no run any more. */
    WORKERS,
    /** What was asked of the sources. */
    FETCH_RUNS,
    /** Refused lines that were replayed or discarded. */
    SETTLED_REJECTS,
    /** Refused lines of which nothing became. */
    OPEN_REJECTS,
    /** Forecasts. */
    FORECASTS,
    /** Closed incidents. */
    INCIDENTS,
    /** Bytes of received files. */
    RAW_FILES;

    /** How many days it is kept; null for ever. */
    @Nullable Integer days(RetentionDefinition retention) {
        return switch (this) {
            case EXECUTIONS -> retention.batchHistory();
            case RUNS, WORKERS -> retention.runs();
            case FETCH_RUNS -> retention.fetchRuns();
            case SETTLED_REJECTS -> retention.settledRejects();
            case OPEN_REJECTS -> retention.openRejects();
            case FORECASTS -> retention.forecasts();
            case INCIDENTS -> retention.incidents();
            case RAW_FILES -> retention.rawFiles();
        };
    }

    /** Its name, in reports and steps. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
