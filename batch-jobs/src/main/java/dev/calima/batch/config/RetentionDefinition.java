package dev.calima.batch.config;

import org.jspecify.annotations.Nullable;

/**
 * How many days each thing is kept: {@code jobs-config/retention.yaml}. Null is for ever. Observations and their revisions
 * are always kept for ever.
 *
 * @param batchHistory executions in Spring Batch's tables; the last one of each instance stays
 * @param runs ended runs; the newest of each job and feed, and of each schedule, stay
 * @param fetchRuns what was asked of the sources; the newest of each feed stays
 * @param settledRejects refused lines that were replayed or discarded
 * @param openRejects refused lines of which nothing became
 * @param forecasts forecasts; the newest of each series stays
 * @param rawFiles bytes of received files; their rows stay
 * @param incidents closed incidents
 * @param replacedExports export files in whose place a newer one has come
 */
public record RetentionDefinition(
        @Nullable Integer batchHistory,
        @Nullable Integer runs,
        @Nullable Integer fetchRuns,
        @Nullable Integer settledRejects,
        @Nullable Integer openRejects,
        @Nullable Integer forecasts,
        @Nullable Integer rawFiles,
        @Nullable Integer incidents,
        @Nullable Integer replacedExports) {}
