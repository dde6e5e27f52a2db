package dev.calima.batch.ingest.feed.openaq;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The equal steps in which a sensor reports, found from its stamps: OpenAQ's archive does not tell them.
 *
 * @param stepMinutes length of a step
 * @param phaseMinutes minutes after midnight UTC at which the first one ends, 0 to before stepMinutes
 */
record Grid(int stepMinutes, int phaseMinutes) {

    private static final int HOUR = 60;
    private static final int QUARTER = 15;
    private static final int SECONDS = 60;
    /** Steps that an hour is divided into; a step of less than five minutes must be a minute. */
    private static final int[] STEPS = {60, 30, 20, 15, 12, 10, 6, 5, 1};
    /** Share of the stamps that must lie on a grid; the others are slips. */
    private static final double MOST = 0.9;
    /** Stamps that show that a sensor's hours begin at a quarter of an hour. */
    private static final int ENOUGH = 3;

    /**
     * The widest grid on which nine of ten stamps lie. It begins with the hour, in UTC or on the writer's clock; or, where
     * three stamps or more all say so, at a quarter of an hour. So gaps do no harm, nor does a single stamp beside it.
     *
     * @return null when there is none: the sensor reports at moments of its own
     */
    static @Nullable Grid of(Collection<Stamp> stamps) {
        for (int step : STEPS) {
            int[] onPhase = new int[step];
            for (Stamp stamp : stamps) {
                if (stamp.epochSecond() % SECONDS == 0) {
                    onPhase[phase(stamp, step)]++;
                }
            }
            int best = largest(onPhase);
            boolean most = onPhase[best] >= MOST * stamps.size();
            if (most && (step == 1 ? everyMinute(stamps) : isNatural(step, best, onPhase[best], stamps))) {
                return new Grid(step, best);
            }
        }
        return null;
    }

    /** Whether a stamp is the end of a step. */
    boolean has(Stamp stamp) {
        return stamp.epochSecond() % SECONDS == 0 && phase(stamp, stepMinutes) == phaseMinutes;
    }

    private static boolean isNatural(int step, int phase, int count, Collection<Stamp> stamps) {
        if (phase == 0) {
            return true;
        }
        boolean local = stamps.stream()
                .filter(stamp -> phase(stamp, step) == phase)
                .allMatch(stamp -> Math.floorMod(stamp.epochSecond() + stamp.offsetSeconds(), step * SECONDS) == 0);
        return local || (step == HOUR && phase % QUARTER == 0 && count >= ENOUGH && count == stamps.size());
    }

    /** Whether the stamps follow each other minute by minute, mostly: any stamp lies on the grid of minutes. */
    private static boolean everyMinute(Collection<Stamp> stamps) {
        long[] minutes = stamps.stream()
                .mapToLong(stamp -> stamp.epochSecond() / SECONDS)
                .distinct()
                .sorted()
                .toArray();
        int neighbours = 0;
        for (int i = 1; i < minutes.length; i++) {
            if (minutes[i] - minutes[i - 1] == 1) {
                neighbours++;
            }
        }
        return minutes.length >= ENOUGH && neighbours >= (minutes.length - 1) / 2.0;
    }

    private static int phase(Stamp stamp, int step) {
        return (int) Math.floorMod(stamp.epochSecond() / SECONDS, (long) step);
    }

    private static int largest(int[] counts) {
        int best = 0;
        for (int i = 1; i < counts.length; i++) {
            if (counts[i] > counts[best]) {
                best = i;
            }
        }
        return best;
    }
}
