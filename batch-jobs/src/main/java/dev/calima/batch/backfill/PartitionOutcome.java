package dev.calima.batch.backfill;

import org.jspecify.annotations.Nullable;

/**
 * What came of a partition.
 *
 * @param total lines or requests that it had
 * @param done how many of them are done
 * @param linesRead lines with data that were read
 * @param bytesRead bytes of its files as received
 * @param valuesRead values that were read
 * @param valuesNew values that were new
 * @param valuesRevised values that were there and changed
 * @param refused lines and single values refused
 * @param loadId the newest load; null when there was none
 * @param failure why it failed and what to do; null when it did not
 * @param message what else is to be known; null for nothing
 */
record PartitionOutcome(
        long total,
        long done,
        long linesRead,
        long bytesRead,
        long valuesRead,
        long valuesNew,
        long valuesRevised,
        long refused,
        @Nullable Long loadId,
        @Nullable String failure,
        @Nullable String message) {}
