package dev.calima.bench.kill;

import dev.calima.sql.setup.DatabaseAccess;
import java.sql.SQLException;

/** What a disturbed database is held against in the end. */
final class Verdicts {

    private static final String UNENDED = "SELECT (SELECT count(*) FROM batch.batch_job_execution"
            + " WHERE status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))"
            + " + (SELECT count(*) FROM calima.load_ledger WHERE state <> 'loaded')"
            + " + (SELECT count(*) FROM calima.quality_pending)"
            + " + (SELECT count(*) FROM calima.lease WHERE holder <> '')";

    private Verdicts() {}

    /** Adds {@code lost}, {@code doubled} and {@code unended} to the figures, and says what differs. */
    static void compare(DatabaseAccess is, DatabaseAccess should, Figures figures) throws SQLException {
        Content.Difference difference = Content.compare(is, should);
        difference.shown().forEach(row -> System.out.println("  differs: " + row));
        figures.add("rows_compared", difference.rows())
                .add("lost", difference.lost())
                .add("doubled", difference.doubled());
        try (LoadWatch watch = new LoadWatch(is)) {
            figures.add("unended", watch.number(UNENDED));
        }
    }
}
