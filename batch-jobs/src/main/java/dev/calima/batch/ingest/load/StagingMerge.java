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

    /**
     * Looks each day up once. What is not there is inserted: without ON CONFLICT, which would write twice as much log, since
     * the lease leaves one writer to a series. A whole day takes the place of the old one, a part of a day is laid over it.
     */
    private static final String MERGE = """
            WITH probed AS MATERIALIZED (
              SELECT s.series_id, s.day, s.present, s.flags, s.values, t.flags AS old_flags, t.values AS old_values
              FROM staged_day s
              LEFT JOIN calima.observation_day t ON t.series_id = s.series_id AND t.day = s.day
              WHERE t.series_id IS NULL OR t.flags <> s.flags OR t.values IS DISTINCT FROM s.values
            ), inserted AS (
              INSERT INTO calima.observation_day (series_id, day, raw_file_id, flags, values)
              SELECT series_id, day, ?, flags, values FROM probed WHERE old_flags IS NULL
            ), merged AS (
              SELECT series_id, day, old_flags, old_values,
                     CASE WHEN present = octet_length(flags) THEN flags
                          ELSE calima.overlay_flags(old_flags, flags) END AS flags,
                     CASE WHEN present = octet_length(flags) THEN values
                          ELSE calima.overlay_values(old_values, values, flags) END AS values
              FROM probed WHERE old_flags IS NOT NULL
            ), changed AS MATERIALIZED (
              SELECT * FROM merged WHERE flags <> old_flags OR values IS DISTINCT FROM old_values
            ), updated AS (
              UPDATE calima.observation_day t
              SET raw_file_id = ?, updated_at = clock_timestamp(), flags = c.flags, values = c.values
              FROM changed c
              WHERE t.series_id = c.series_id AND t.day = c.day
            )
            SELECT n.rows, (SELECT count(*) FROM changed), n.values, d.inserted, d.revised
            FROM (
              SELECT count(*) AS rows, coalesce(sum(present), 0) AS values FROM probed WHERE old_flags IS NULL
            ) n, (
              SELECT count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) = 0 AND get_byte(c.flags, i - 1) <> 0) AS inserted,
                     count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) <> 0
                                        AND (get_byte(c.old_flags, i - 1), c.old_values[i])
                                            IS DISTINCT FROM (get_byte(c.flags, i - 1), c.values[i])) AS revised
              FROM changed c CROSS JOIN LATERAL generate_series(1, octet_length(c.flags)) AS i
            ) d
            """;

    private static final int COLUMNS = 5;

    private StagingMerge() {}

    /** The body of the COPY, made before the transaction begins. */
    static BinaryCopy body(List<DayBuffer.Day> days) {
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
        return body;
    }

    /** Writes the days of one file. */
    static MergeSummary write(Connection connection, long rawFileId, BinaryCopy body, int days) throws SQLException {
        if (days == 0) {
            return new MergeSummary(0, 0, 0, 0, 0);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
            statement.execute(PLAN_BY_KEY);
        }
        copy(connection, body);
        try (PreparedStatement merge = connection.prepareStatement(MERGE)) {
            merge.setLong(1, rawFileId);
            merge.setLong(2, rawFileId);
            try (ResultSet row = merge.executeQuery()) {
                row.next();
                long rowsInserted = row.getLong(1);
                long rowsRevised = row.getLong(2);
                return new MergeSummary(
                        rowsInserted,
                        rowsRevised,
                        days - rowsInserted - rowsRevised,
                        row.getLong(3) + row.getLong(4),
                        row.getLong(5));
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
