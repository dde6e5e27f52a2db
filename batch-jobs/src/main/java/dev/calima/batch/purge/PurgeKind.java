package dev.calima.batch.purge;

import dev.calima.batch.config.RetentionDefinition;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What may be taken away, in the order in which it is. */
public enum PurgeKind {
    /** Executions in Spring Batch's tables. */
    EXECUTIONS(RetentionDefinition::batchHistory),
    /** Ended runs. */
    RUNS(RetentionDefinition::runs),
    /** Processes that ended or died and have no run any more. */
    WORKERS(RetentionDefinition::runs),
    /** What was asked of the sources. */
    FETCH_RUNS(RetentionDefinition::fetchRuns),
    /** Refused lines that were replayed or discarded. */
    SETTLED_REJECTS(RetentionDefinition::settledRejects),
    /** Refused lines of which nothing became. */
    OPEN_REJECTS(RetentionDefinition::openRejects),
    /** Forecasts. */
    FORECASTS(RetentionDefinition::forecasts),
    /** Closed incidents. */
    INCIDENTS(RetentionDefinition::incidents),
    /** Bytes of received files. */
    RAW_FILES(RetentionDefinition::rawFiles);

    private final Function<RetentionDefinition, @Nullable Integer> days;

    PurgeKind(Function<RetentionDefinition, @Nullable Integer> days) {
        this.days = days;
    }

    /** How many days it is kept; null for ever. */
    @Nullable Integer days(RetentionDefinition retention) {
        return days.apply(retention);
    }

    /** Its name, in reports and steps. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
