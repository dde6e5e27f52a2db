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
              series_id integer, day date, present smallint, first_step smallint, flags bytea, values real[])
              ON COMMIT DELETE ROWS;
            CREATE TEMPORARY TABLE IF NOT EXISTS differing_day (LIKE staged_day) ON COMMIT DELETE ROWS;
            SET LOCAL jit = off
            """;

    private static final String COPY =
            "COPY staged_day (series_id, day, present, first_step, flags, values) FROM STDIN (FORMAT binary)";

    /**
     * Inserts the days that are not there, and notes those that differ. What is there is read in one stretch for each series;
     * OFFSET 0 keeps the planner from reading the whole table instead. Without ON CONFLICT, which would write twice as much
     * log: the lease leaves one writer to a series, and the key would refuse a second.
     */
    private static final String INSERT_NEW = """
            WITH existing AS MATERIALIZED (
              SELECT t.series_id, t.day, t.flags, t.values
              FROM (SELECT series_id, min(day) AS first_day, max(day) AS last_day FROM staged_day GROUP BY series_id) r
              CROSS JOIN LATERAL (
                SELECT o.series_id, o.day, o.flags, o.values FROM calima.observation_day o
                WHERE o.series_id = r.series_id AND o.day BETWEEN r.first_day AND r.last_day
                OFFSET 0) t
            ), probed AS MATERIALIZED (
              SELECT s.series_id, s.day, s.present, s.first_step, s.flags, s.values, e.series_id IS NULL AS is_new
              FROM staged_day s
              LEFT JOIN existing e ON e.series_id = s.series_id AND e.day = s.day
              WHERE e.series_id IS NULL OR e.flags <> s.flags OR e.values IS DISTINCT FROM s.values
            ), inserted AS (
              INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
              SELECT series_id, day, ?, flags, values FROM probed WHERE is_new
            ), noted AS (
              INSERT INTO differing_day (series_id, day, present, first_step, flags, values)
              SELECT series_id, day, present, first_step, flags, values FROM probed WHERE NOT is_new
            )
            SELECT count(*) FILTER (WHERE is_new), coalesce(sum(present) FILTER (WHERE is_new), 0),
                   count(*) FILTER (WHERE NOT is_new)
            FROM probed
            """;

    /** The days noted are few beside the table: find each by its key. */
    private static final String PLAN_BY_KEY = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

    /**
     * A whole day takes the place of the old one, a part of a day is laid over it (in one piece where it is one, as at the
     * edge of a month); what comes out equal stays.
     */
    private static final String UPDATE_DIFFERING = """
            WITH merged AS (
              SELECT s.series_id, s.day, t.flags AS old_flags, t.values AS old_values,
                     CASE WHEN s.present = octet_length(s.flags) THEN s.flags
                          WHEN s.first_step > 0 THEN
                            overlay(t.flags PLACING substring(s.flags FROM s.first_step FOR s.present) FROM s.first_step)
                          ELSE calima.overlay_flags(t.flags, s.flags) END AS flags,
                     CASE WHEN s.present = octet_length(s.flags) THEN s.values
                          WHEN s.first_step > 0 THEN
                            t.values[: s.first_step - 1] || s.values[s.first_step : s.first_step + s.present - 1]
                              || t.values[s.first_step + s.present :]
                          ELSE calima.overlay_values(t.values, s.values, s.flags) END AS values
              FROM differing_day s
              JOIN calima.observation_day t ON t.series_id = s.series_id AND t.day = s.day
            ), changed AS MATERIALIZED (
              SELECT * FROM merged WHERE flags <> old_flags OR values IS DISTINCT FROM old_values
            ), updated AS (
              UPDATE calima.observation_day t
              SET raw_file_id = ?, updated_at = clock_timestamp(), flags = c.flags, values = c.values
              FROM changed c
              WHERE t.series_id = c.series_id AND t.day = c.day
            )
            SELECT (SELECT count(*) FROM changed),
                   count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) = 0 AND get_byte(c.flags, i - 1) <> 0),
                   count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) <> 0
                                      AND (get_byte(c.old_flags, i - 1), c.old_values[i])
                                          IS DISTINCT FROM (get_byte(c.flags, i - 1), c.values[i]))
            FROM changed c CROSS JOIN LATERAL generate_series(1, octet_length(c.flags)) AS i
            """;

    private static final int COLUMNS = 6;

    private StagingMerge() {}

    /** The body of the COPY, made before the transaction begins. */
    static BinaryCopy body(List<DayBuffer.Day> days) {
        BinaryCopy body = new BinaryCopy();
        for (DayBuffer.Day day : days) {
            body.row(COLUMNS);
            body.integerColumn(day.seriesId);
            body.dateColumn(day.epochDay);
            int present = day.present();
            body.smallintColumn(present);
            body.smallintColumn(day.firstOfOnePiece(present));
            body.byteaColumn(day.flags);
            body.realArrayColumn(day.values, day.flags);
        }
        body.end();
        return body;
    }

    /** Writes the days of one file. */
    static MergeSummary write(Connection connection, long rawFileId, BinaryCopy body, int days) throws SQLException {
        if (days == 0) {
            return new MergeSummary(0, 0, 0, 0, 0);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
        }
        copy(connection, body);
        try (PreparedStatement insert = connection.prepareStatement(INSERT_NEW)) {
            insert.setLong(1, rawFileId);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                MergeSummary fresh = new MergeSummary(row.getLong(1), 0, days - row.getLong(1), row.getLong(2), 0);
                return row.getLong(3) == 0 ? fresh : update(connection, rawFileId, fresh);
            }
        }
    }

    private static MergeSummary update(Connection connection, long rawFileId, MergeSummary fresh) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PLAN_BY_KEY);
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE_DIFFERING)) {
            update.setLong(1, rawFileId);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                long revised = row.getLong(1);
                return new MergeSummary(
                        fresh.rowsInserted(),
                        revised,
                        fresh.rowsUnchanged() - revised,
                        fresh.valuesInserted() + row.getLong(2),
                        row.getLong(3));
            }
        }
    }

    private static void copy(Connection connection, BinaryCopy body) throws SQLException {
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
