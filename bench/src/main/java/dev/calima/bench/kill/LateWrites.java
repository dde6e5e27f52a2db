package dev.calima.bench.kill;

import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;

/**
 * Finds rows that were written after a moment: those of transactions that a snapshot of that moment does not see, be they
 * begun before it or after. Works on a server that has counted fewer than 2^32 transactions.
 */
final class LateWrites {

    private static final List<String> TABLES = List.of(
            "observation_day", "observation_change", "load_file", "load_ledger", "rejected_reading", "stale_days");

    private LateWrites() {}

    /** The present moment. */
    static String moment(LoadWatch watch) throws SQLException {
        return watch.text("SELECT pg_current_snapshot()::text");
    }

    /** How many rows of loads were written since. */
    static long since(LoadWatch watch, String moment) throws SQLException {
        StringJoiner all = new StringJoiner(" + ", "SELECT ", "");
        for (String table : TABLES) {
            all.add("(SELECT count(*) FROM calima." + table
                    + " x WHERE NOT pg_visible_in_snapshot(x.xmin::text::xid8, '" + moment + "'))");
        }
        return watch.number(all.toString());
    }
}
