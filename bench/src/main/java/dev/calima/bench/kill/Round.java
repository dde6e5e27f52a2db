package dev.calima.bench.kill;

import java.util.SplittableRandom;

/** What a mode does again and again, each time as its own seed says. */
@FunctionalInterface
interface Round {

    /** Plays it; false when it came too late to count, as when the load had ended before. */
    boolean play(SplittableRandom random) throws Exception;
}
