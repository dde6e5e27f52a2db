package dev.calima.bench.kill;

import dev.calima.sql.setup.DatabaseAccess;
import java.sql.SQLException;
import java.util.List;

/** What a disturbed database is held against in the end. */
final class Verdicts {

    private static final List<String> UNENDED = List.of(
            "batch.batch_job_execution WHERE status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')",
            "calima.load_ledger WHERE state <> 'loaded'",
            "calima.quality_pending",
            "calima.run WHERE state IN ('queued', 'running', 'stopping')",
            "calima.lease WHERE holder <> ''");

    private Verdicts() {}

    /** As {@link #compare(DatabaseAccess, DatabaseAccess, List, Figures)}, of what loads leave. */
    static void compare(DatabaseAccess is, DatabaseAccess should, Figures figures) throws SQLException {
        compare(is, should, Content.LOADED, figures);
    }

    /** Adds {@code lost}, {@code doubled} and {@code unended} to the figures, and says what differs. */
    static void compare(DatabaseAccess is, DatabaseAccess should, List<Content.Table> tables, Figures figures)
            throws SQLException {
        Content.Difference difference = Content.compare(is, should, tables);
        difference.shown().forEach(row -> System.out.println("  differs: " + row));
        figures.add("rows_compared", difference.rows())
                .add("lost", difference.lost())
                .add("doubled", difference.doubled());
        try (LoadWatch watch = new LoadWatch(is)) {
            figures.add("unended", 0);
            for (String open : UNENDED) {
                long found = watch.number("SELECT count(*) FROM " + open);
                if (found > 0) {
                    System.out.println("  unended: " + found + " of " + open);
                    figures.add("unended", found);
                }
            }
        }
    }
}
