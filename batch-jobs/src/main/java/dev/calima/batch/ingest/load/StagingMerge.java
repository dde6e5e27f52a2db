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
 * Writes a chunk's days: binary COPY into a temporary table, then one statement that finds what is new or differs and
 * writes only that. Works in the transaction of the connection it is given; days must come in the order of the key.
 */
final class StagingMerge {

    private static final String STAGE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_day (
              series_id integer, day date, present smallint, flags bytea, values real[]) ON COMMIT DELETE ROWS
            """;

    /** A hash join would read the whole of a table that may hold decades, for a chunk that touches a few thousand rows. */
    private static final String PLAN_BY_KEY = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";

    private static final String COPY =
            "COPY staged_day (series_id, day, present, flags, values) FROM STDIN (FORMAT binary)";

    private static final String MERGE = """
            WITH merged AS (
              SELECT s.series_id, s.day, s.present, t.series_id IS NULL AS is_new, t.flags AS old_flags, t.values AS old_values,
                     CASE WHEN t.series_id IS NULL OR s.present = octet_length(s.flags) THEN s.flags
                          ELSE calima.overlay_flags(t.flags, s.flags) END AS flags,
                     CASE WHEN t.series_id IS NULL OR s.present = octet_length(s.flags) THEN s.values
                          ELSE calima.overlay_values(t.values, s.values, s.flags) END AS values
              FROM staged_day s
              LEFT JOIN calima.observation_day t ON t.series_id = s.series_id AND t.day = s.day
            ), changed AS MATERIALIZED (
              SELECT * FROM merged WHERE is_new OR flags <> old_flags OR values IS DISTINCT FROM old_values
            ), written AS (
              INSERT INTO calima.observation_day AS t (series_id, day, raw_file_id, flags, values)
              SELECT series_id, day, ?, flags, values FROM changed ORDER BY series_id, day
              ON CONFLICT (series_id, day) DO UPDATE
                SET raw_file_id = excluded.raw_file_id, updated_at = clock_timestamp(),
                    flags = excluded.flags, values = excluded.values
            )
            SELECT count(*) FILTER (WHERE is_new),
                   count(*) FILTER (WHERE NOT is_new),
                   coalesce(sum(present) FILTER (WHERE is_new), 0) + coalesce(sum(d.inserted), 0),
                   coalesce(sum(d.revised), 0)
            FROM changed c
            LEFT JOIN LATERAL (
              SELECT count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) = 0 AND get_byte(c.flags, i - 1) <> 0) AS inserted,
                     count(*) FILTER (WHERE get_byte(c.old_flags, i - 1) <> 0
                                        AND (get_byte(c.old_flags, i - 1), c.old_values[i])
                                            IS DISTINCT FROM (get_byte(c.flags, i - 1), c.values[i])) AS revised
              FROM generate_series(1, octet_length(c.flags)) AS i
            ) d ON NOT c.is_new
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
        try (PreparedStatement merge = connection.prepareStatement(MERGE)) {
            merge.setLong(1, rawFileId);
            try (ResultSet row = merge.executeQuery()) {
                row.next();
                long inserted = row.getLong(1);
                long revised = row.getLong(2);
                return new MergeSummary(
                        inserted, revised, days.size() - inserted - revised, row.getLong(3), row.getLong(4));
            }
        }
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
