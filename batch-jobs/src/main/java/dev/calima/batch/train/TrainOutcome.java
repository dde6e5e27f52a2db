package dev.calima.batch.train;

import java.time.Duration;
import java.util.Map;

/**
 * What came of a training.
 *
 * @param runId its row in {@code training_run}
 * @param noop whether there was nothing to learn: run {@code runId} had learnt the same data with the same profile
 * @param series how many series there are
 * @param trained how many of them have a model from this run, the ones from before a restart counted
 * @param refused how many had too little data
 * @param stopped whether it was told to stop before the last series; start it again to go on
 * @param byAlgorithm how many models each algorithm won
 * @param duration how long this start of it took
 */
public record TrainOutcome(
        long runId,
        boolean noop,
        int series,
        int trained,
        int refused,
        boolean stopped,
        Map<String, Integer> byAlgorithm,
        Duration duration) {

    public TrainOutcome {
        byAlgorithm = Map.copyOf(byAlgorithm);
    }
}
