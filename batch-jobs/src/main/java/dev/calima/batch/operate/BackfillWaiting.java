package dev.calima.batch.operate;

import dev.calima.batch.StopSignal;
import dev.calima.batch.backfill.BackfillSteps;
import dev.calima.batch.backfill.BackfillView;
import dev.calima.batch.backfill.BackfillViews;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.run.RunFilter;
import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.RunState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a backfill, and says how far it is. */
final class BackfillWaiting {

    private static final Set<String> RESTING =
            Set.of("planned", "paused", "completed", "completed with failures", "cancelled");
    private static final long LOOK_NANOS = 500_000_000;
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private static final int MOST = 10;
    private static final Logger LOG = LoggerFactory.getLogger(BackfillWaiting.class);

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
            if (!(session.get(OwnRuns.class).somebodyTakesRuns() || work(session, id))) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
    }

    /** Does in this process what waits; false when nothing does. What failed is noted, and the others go on. */
    private static boolean work(Session session, long id) throws SQLException {
        for (RunRow run : session.get(RunReader.class)
                .list(RunFilter.newest(MOST).ofBackfill(id).in(RunState.QUEUED))) {
            try {
                for (RunRow next : session.takeUp(run.runId()).follow()) {
                    session.goOn(next);
                }
            } catch (Exception e) {
                LOG.warn("run {} of backfill {}: {}", run.runId(), id, e.getMessage(), e);
            }
            return true;
        }
        session.get(OwnRuns.class).recoverDead();
        return false;
    }

    static ExitCode exitCode(Session session, long id) throws Exception {
        if (session.get(StopSignal.class).isGiven()) {
            return ExitCode.STOPPED;
        }
        return BackfillReport.exitCode(session.get(BackfillViews.class).get(id));
    }
}
