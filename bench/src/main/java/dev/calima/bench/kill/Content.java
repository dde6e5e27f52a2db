package dev.calima.bench.kill;

import dev.calima.sql.setup.DatabaseAccess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What jobs leave, without the keys and times that differ between two databases, compared row by row with what undisturbed
 * ones left.
 */
final class Content {

    private static final int FETCH_ROWS = 2_000;
    private static final int MOST_SHOWN = 5;

    private static final String SERIES =
            " JOIN calima.series r USING (series_id) JOIN calima.station s USING (station_id)";

    /** A key that sorts and a check sum for each row. */
    record Table(String name, String query) {}

    /** What loads leave. */
    static final List<Table> LOADED = List.of(
            new Table(
                    "observation_day",
                    "SELECT concat_ws(' ', s.code, r.parameter_id, r.step_minutes, o.day) COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', o.flags, coalesce(o.quality::text, '-'), o.values, o.rules_version,"
                            + " f.sha256)) FROM calima.observation_day o JOIN calima.raw_file f USING (raw_file_id)"
                            + SERIES),
            new Table(
                    "observation_change",
                    "SELECT concat_ws(' ', s.code, r.parameter_id, r.step_minutes, o.day, lpad((row_number() OVER (PARTITION BY"
                            + " series_id, o.day ORDER BY changed_at))::text, 6, '0')) COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', coalesce(o.added_steps::text, '-'), coalesce(o.steps::text, '-'),"
                            + " coalesce(o.old_values::text, '-'), coalesce(o.new_values::text, '-'), f.sha256, p.sha256))"
                            + " FROM calima.observation_change o JOIN calima.raw_file f USING (raw_file_id)"
                            + " JOIN calima.raw_file p ON p.raw_file_id = o.previous_raw_file_id" + SERIES),
            new Table(
                    "load_file",
                    "SELECT concat_ws(' ', l.attempt, lpad(x.file_no::text, 6, '0'), encode(f.sha256, 'hex')) COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', x.state, lines_read, lines_loaded, lines_revised, lines_unchanged, lines_rejected,"
                            + " lines_ignored, values_read, values_inserted, values_revised, values_unchanged, values_valid,"
                            + " cells_rejected, rows_inserted, rows_revised, rows_unchanged))"
                            + " FROM calima.load_file x JOIN calima.raw_file f USING (raw_file_id)"
                            + " JOIN calima.load_ledger l USING (load_id)"),
            new Table(
                    "rejected_reading",
                    "SELECT concat_ws(' ', encode(f.sha256, 'hex'), lpad(line_no::text, 9, '0'), field, x.code) COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', reason, raw_text, state)) FROM calima.rejected_reading x"
                            + " JOIN calima.raw_file f USING (raw_file_id)"),
            new Table(
                    "stale_days",
                    "SELECT concat_ws(' ', s.code, r.parameter_id, o.month) COLLATE \"C\" AS k, md5(o.days::text)"
                            + " FROM calima.stale_days o" + SERIES),
            new Table(
                    "coverage_day",
                    "SELECT concat_ws(' ', feed, day, s.code) COLLATE \"C\" AS k, md5(concat_ws('|', answered, failed))"
                            + " FROM calima.coverage_day LEFT JOIN calima.station s USING (station_id)"));

    /** What learning and forecasting leave; of a series' models and forecasts the order counts, not the number. */
    static final List<Table> LEARNT = List.of(
            new Table(
                    "training_run",
                    "SELECT lpad((row_number() OVER (ORDER BY training_run_id))::text, 6, '0') COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', profile, state, series_total, series_done, series_refused))"
                            + " FROM calima.training_run"),
            new Table(
                    "model",
                    "SELECT concat_ws(' ', s.code, r.parameter_id, r.step_minutes, lpad((row_number() OVER (PARTITION BY series_id"
                            + " ORDER BY model_id))::text, 6, '0')) COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', m.state, algorithm, reason, data_from, data_to, backtest, fitted))"
                            + " FROM calima.model m" + SERIES),
            new Table(
                    "forecast",
                    "SELECT concat_ws(' ', s.code, r.parameter_id, r.step_minutes, lpad((row_number() OVER (PARTITION BY series_id"
                            + " ORDER BY forecast_id))::text, 6, '0'), origin) COLLATE \"C\" AS k,"
                            + " md5(concat_ws('|', valid_until, f.step_minutes, method, quantile_levels,"
                            + " (SELECT string_agg(concat_ws('~', lead, period_start, quantiles), '|' ORDER BY lead)"
                            + " FROM calima.forecast_value v WHERE v.forecast_id = f.forecast_id)))"
                            + " FROM calima.forecast f" + SERIES));

    private Content() {}

    /**
     * How two databases differ.
     *
     * @param rows of the undisturbed one
     * @param lost rows of the undisturbed one that are not there, or not the same
     * @param doubled rows that the undisturbed one does not have
     * @param shown some of them
     */
    record Difference(long rows, long lost, long doubled, List<String> shown) {

        Difference {
            shown = List.copyOf(shown);
        }

        boolean isNone() {
            return lost == 0 && doubled == 0;
        }
    }

    /** Compares what is there with what should be. */
    static Difference compare(DatabaseAccess is, DatabaseAccess should, List<Table> tables) throws SQLException {
        long[] sums = new long[3];
        List<String> shown = new ArrayList<>();
        try (Connection isThere = is.connect();
                Connection shouldBe = should.connect()) {
            for (Table table : tables) {
                try (Rows mine = new Rows(isThere, table.query());
                        Rows reference = new Rows(shouldBe, table.query())) {
                    merge(table.name(), mine, reference, sums, shown);
                }
            }
        }
        return new Difference(sums[0], sums[1], sums[2], shown);
    }

    private static void merge(String table, Rows mine, Rows reference, long[] sums, List<String> shown)
            throws SQLException {
        while (mine.there || reference.there) {
            int order = order(mine, reference);
            if (order != 0 || !mine.sum.equals(reference.sum)) {
                sums[order > 0 || order == 0 ? 1 : 2]++;
                if (shown.size() < MOST_SHOWN) {
                    shown.add(table + " " + (order < 0 ? "too much: " + mine.key : "lost or other: " + reference.key));
                }
            }
            if (order >= 0) {
                sums[0]++;
                reference.next();
            }
            if (order <= 0) {
                mine.next();
            }
        }
    }

    private static int order(Rows mine, Rows reference) {
        if (!mine.there) {
            return 1;
        }
        return reference.there ? mine.key.compareTo(reference.key) : -1;
    }

    /** Rows of a query, one at a time. */
    private static final class Rows implements AutoCloseable {

        private final Statement statement;
        private final ResultSet rows;
        private boolean there;
        private String key = "";
        private String sum = "";

        Rows(Connection connection, String query) throws SQLException {
            connection.setAutoCommit(false); // with it the driver would keep all rows
            statement = connection.createStatement();
            statement.setFetchSize(FETCH_ROWS);
            rows = statement.executeQuery(query + " ORDER BY k");
            next();
        }

        void next() throws SQLException {
            there = rows.next();
            if (there) {
                key = rows.getString(1);
                sum = rows.getString(2);
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
