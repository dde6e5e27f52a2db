package dev.calima.batch.train;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What came of a training.
 *
 * @param runs its rows in {@code training_run}: one for each profile that series have, after one for each way in which champions
 *     that are to be challenged were learnt
 * @param noop whether there was nothing to learn: these runs had learnt the same data with the same profiles
 * @param series how many series there are
 * @param trained how many of them have a model from this run, the ones from before a restart counted
 * @param refused how many had too little data
 * @param challengers how many models have not beaten the champion of their series
 * @param promoted how many have, by a test
 * @param stopped whether it was told to stop before the last series; start it again to go on
 * @param byAlgorithm how many models each algorithm won
 * @param duration how long this start of it took
 */
public record TrainOutcome(
        List<Long> runs,
        boolean noop,
        int series,
        int trained,
        int refused,
        int challengers,
        int promoted,
        boolean stopped,
        Map<String, Integer> byAlgorithm,
        Duration duration) {

    public TrainOutcome {
        runs = List.copyOf(runs);
        byAlgorithm = Map.copyOf(byAlgorithm);
    }
}
