package dev.calima.batch.observation;

/**
 * What a merge changed.
 *
 * @param rowsInserted days that were new
 * @param rowsRevised days that were there and changed, if only by a new value or a stronger verification
 * @param rowsUnchanged days that already said the same
 * @param valuesInserted steps that were new
 * @param valuesRevised steps that were there and changed, in value or validity
 * @param valuesUnchanged steps that already said the same, or something better verified
 */
public record MergeSummary(
        long rowsInserted,
        long rowsRevised,
        long rowsUnchanged,
        long valuesInserted,
        long valuesRevised,
        long valuesUnchanged) {

    /** Nothing came, so nothing changed. */
    public static final MergeSummary NOTHING = new MergeSummary(0, 0, 0, 0, 0, 0);
}
