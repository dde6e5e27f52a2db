package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillViews;

/** Waits for a backfill. */
final class BackfillWaiting {

    private BackfillWaiting() {}

    static void untilItRests(Session session, long id) {
        throw new UnsupportedOperationException(session + " " + id);
    }

    static ExitCode exitCode(Session session, long id) throws Exception {
        return BackfillReport.exitCode(session.get(BackfillViews.class).get(id));
    }
}
