package dev.calima.batch.train;

/**
 * A run in hand.
 *
 * @param id its row
 * @param epoch the number of the lease that it writes with
 */
record TrainingRun(long id, long epoch) {}
