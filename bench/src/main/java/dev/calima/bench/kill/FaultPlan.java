package dev.calima.bench.kill;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong, and when: drawn from a seed, so that the same seed gives the same plan. */
final class FaultPlan {

    /** At most so many chunks are committed between two faults; the plan of a load counts on it. */
    static final int MOST_COMMITS = 3;

    private static final int MOST_MICROS = 60_000;

    private FaultPlan() {}

    /**
     * Draws a plan. One fault in four comes before the life has committed anything.
     *
     * @param kinds those to draw from, each as often as it stands there
     */
    static List<PlannedFault> of(long seed, int faults, List<FaultKind> kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PlannedFault> plan = new ArrayList<>(faults);
        for (int i = 0; i < faults; i++) {
            plan.add(new PlannedFault(
                    kinds.get(random.nextInt(kinds.size())),
                    random.nextInt(MOST_COMMITS + 1),
                    random.nextInt(MOST_MICROS)));
        }
        return plan;
    }
}
