package dev.calima.batch.ingest.load;

/**
 * What a chunk changed.
 *
 * @param rowsInserted days that were new
 * @param rowsRevised days that were there and changed
 * @param rowsUnchanged days that already said the same
 * @param valuesInserted hours that were new
 * @param valuesRevised hours that were there and changed, in value or flag
 */
public record MergeSummary(
        long rowsInserted, long rowsRevised, long rowsUnchanged, long valuesInserted, long valuesRevised) {}
