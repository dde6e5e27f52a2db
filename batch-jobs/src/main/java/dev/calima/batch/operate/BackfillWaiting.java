package dev.calima.batch.operate;

import dev.calima.batch.StopSignal;
import dev.calima.batch.backfill.BackfillSteps;
import dev.calima.batch.backfill.BackfillView;
import dev.calima.batch.backfill.BackfillViews;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Waits for a backfill, and says how far it is. */
final class BackfillWaiting {

    private static final Set<String> RESTING =
            Set.of("planned", "paused", "completed", "completed with failures", "cancelled");
    private static final long LOOK_NANOS = 500_000_000;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private BackfillWaiting() {}

    /** Until it has ended, is paused, or this command is told to stop; the backfill goes on without it. */
    static void untilItRests(Session session, long id) throws Exception {
        StopSignal stop = session.get(StopSignal.class);
        long nextLine = System.nanoTime();
        while (!stop.isGiven()) {
            session.get(BackfillSteps.class).one(id);
            BackfillView view = session.get(BackfillViews.class).get(id);
            boolean rests = RESTING.contains(view.state());
            if (rests || System.nanoTime() >= nextLine) {
                System.err.println("backfill " + id + " " + BackfillReport.summary(view));
                nextLine = System.nanoTime() + BETWEEN_LINES.toNanos();
            }
            if (rests) {
                return;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    static ExitCode exitCode(Session session, long id) throws Exception {
        return BackfillReport.exitCode(session.get(BackfillViews.class).get(id));
    }
}
