package dev.calima.batch.timetable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which moments are to be made now. */
public final class MissedTimes {

    /** More are left for the next time. */
    public static final int MOST_AT_ONCE = 1000;

    private MissedTimes() {}

    /**
     * What to make so that everything up to {@code until} is settled, the oldest first, at most {@value #MOST_AT_ONCE}.
     *
     * @param settledUntil everything due until then, included, was made or is not to be made
     * @param until the moment to come up to, included
     * @param fired whether {@code until} was fired just now: then it is made whatever the policy says, when it is due
     * @param horizon how far back from {@code until} it is caught up
     */
    public static List<Instant> toMake(
            Timetable timetable, CatchUp policy, Duration horizon, Instant settledUntil, Instant until, boolean fired) {
        Instant from = settledUntil.isAfter(until.minus(horizon)) ? settledUntil : until.minus(horizon);
        return switch (policy) {
            case EACH -> each(timetable, from, until);
            case LATEST -> timetable.last(from, until).map(List::of).orElse(List.of());
            case NONE -> fired && until.isAfter(settledUntil) && timetable.isDue(until) ? List.of(until) : List.of();
        };
    }

    private static List<Instant> each(Timetable timetable, Instant from, Instant until) {
        List<Instant> missed = new ArrayList<>();
        @Nullable Instant due = timetable.next(from).orElse(null);
        while (due != null && !due.isAfter(until) && missed.size() < MOST_AT_ONCE) {
            missed.add(due);
            due = timetable.next(due).orElse(null);
        }
        return missed;
    }
}
