package dev.calima.batch.verify;

import java.time.Duration;

/**
 * What came of scoring.
 *
 * @param noop whether every forecast had the scores that its observations give
 * @param scored how many forecasts were scored for the first time
 * @param rescored how many were scored anew, because observations came or were corrected
 * @param stopped whether it was told to stop before the last forecast; start it again to go on
 * @param duration how long it took
 */
public record ScoreOutcome(boolean noop, int scored, int rescored, boolean stopped, Duration duration) {}
