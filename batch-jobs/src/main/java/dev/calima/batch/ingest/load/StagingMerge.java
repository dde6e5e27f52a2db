package dev.calima.batch.ingest.load;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes a chunk's days: binary COPY into a temporary table, then what is not there yet is inserted, and
 * what differs is updated; equal rows are not touched. Works in the transaction of the connection it is given; days must come in the order of the key.
 */
final class StagingMerge {

    private static final String STAGE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_day (
              series_id integer, day date, present smallint, flags bytea, values real[]) ON COMMIT DELETE ROWS
            """;

    /** A hash join would read the whole of a table that may hold decades, for a chunk that touches a few thousand rows. */
    private static final String PLAN_BY_KEY =
            "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL jit = off";

    private static final String COPY =
            "COPY staged_day (series_id, day, present, flags, values) FROM STDIN (FORMAT binary)";

    /** Days that are not there yet. Where that is all of them, as in a first load, nothing else is asked. */
    private static final String INSERT = """
            INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
            SELECT series_id, day, ?, flags, values FROM staged_day
            ON CONFLICT (series_id, day) DO NOTHING
            """;

    /** Values of the days just inserted: those rows carry this transaction's number. */
    private static final String VALUES_INSERTED = """
            SELECT coalesce(sum(s.present), 0)
            FROM staged_day s JOIN calima.observation_day t ON t.series_id = s.series_id AND t.day = s.day
            WHERE t.xmin = pg_current_xact_id()::xid
            """;

    /** Days that were there: a whole day takes the place of the old one, a part of a day is laid over it. */
    private static final String UPDATE = """
            WITH merged AS (
              SELECT s.series_id, s.day, t.flags AS old_flags, t.values AS old_values,
                     CASE WHEN s.present = octet_length(s.flags) THEN s.flags
                          ELSE calima.overlay_flags(t.flags, s.flags) END AS flags,
                     CASE WHEN s.present = octet_length(s.flags) THEN s.values
                          ELSE calima.overlay_values(t.values, s.values, s.flags) END AS values
              FROM staged_day s
              JOIN calima.observation_day t ON t.series_id = s.series_id AND t.day = s.day
              WHERE t.flags <> s.flags OR t.values IS DISTINCT FROM s.values
            ), changed AS MATERIALIZED (
              SELECT * FROM merged WHERE flags <> old_flags OR values IS DISTINCT FROM old_values
            ), written AS (
              UPDATE calima.observation_day t
              SET raw_file_id = ?, updated_at = clock_timestamp(), flags = c.flags, values = c.values
              FROM changed c
              WHERE t.series_id = c.series_id AND t.day = c.day
              RETURNING 1
            )
            SELECT (SELECT count(*) FROM written),
                   count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) = 0 AND get_byte(c.flags, i - 1) <> 0),
                   count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) <> 0
                                      AND (get_byte(c.old_flags, i - 1), c.old_values[i])
                                          IS DISTINCT FROM (get_byte(c.flags, i - 1), c.values[i]))
            FROM changed c CROSS JOIN LATERAL generate_series(1, octet_length(c.flags)) AS i
            """;

    private static final int COLUMNS = 5;

    private StagingMerge() {}

    /** Writes the days of one file. */
    static MergeSummary write(Connection connection, long rawFileId, List<DayBuffer.Day> days) throws SQLException {
        if (days.isEmpty()) {
            return new MergeSummary(0, 0, 0, 0, 0);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
            statement.execute(PLAN_BY_KEY);
        }
        copy(connection, days);
        long rowsInserted = insert(connection, rawFileId);
        if (rowsInserted == days.size()) {
            return new MergeSummary(rowsInserted, 0, 0, present(days), 0);
        }
        long valuesInserted = valuesInserted(connection);
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setLong(1, rawFileId);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                long rowsRevised = row.getLong(1);
                return new MergeSummary(
                        rowsInserted,
                        rowsRevised,
                        days.size() - rowsInserted - rowsRevised,
                        valuesInserted + row.getLong(2),
                        row.getLong(3));
            }
        }
    }

    private static long insert(Connection connection, long rawFileId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, rawFileId);
            return insert.executeLargeUpdate();
        }
    }

    private static long valuesInserted(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(VALUES_INSERTED)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static long present(List<DayBuffer.Day> days) {
        return days.stream().mapToLong(DayBuffer.Day::present).sum();
    }

    private static void copy(Connection connection, List<DayBuffer.Day> days) throws SQLException {
        BinaryCopy body = new BinaryCopy();
        for (DayBuffer.Day day : days) {
            body.row(COLUMNS);
            body.integerColumn(day.seriesId);
            body.dateColumn(day.epochDay);
            body.smallintColumn(day.present());
            body.byteaColumn(day.flags);
            body.realArrayColumn(day.values, day.flags);
        }
        body.end();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            copy.writeToCopy(body.bytes(), 0, body.length());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
