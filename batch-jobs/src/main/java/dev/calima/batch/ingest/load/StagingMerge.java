package dev.calima.batch.ingest.load;

import dev.calima.sql.type.QualityRule;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes a chunk's days. It asks first which of them are there: those that are not go by binary COPY straight into the
 * table, the fastest way in; the others go into a temporary table and change what differs, equal rows are not touched.
 * Works in the transaction of the connection it is given; days must come in the order of the key. The lease leaves one
 * writer to a series, and the table's key would refuse a second.
 */
final class StagingMerge {

    /** The days that are there, read in one stretch for each series; OFFSET 0 keeps the planner from reading the whole table. */
    private static final String FIND_EXISTING = """
            SELECT t.series_id, t.epoch_day
            FROM unnest(?::integer[], ?::integer[], ?::integer[]) AS r (series_id, first_day, last_day)
            CROSS JOIN LATERAL (
              SELECT o.series_id, o.day - date '1970-01-01' AS epoch_day FROM calima.observation_day o
              WHERE o.series_id = r.series_id
                AND o.day BETWEEN date '1970-01-01' + r.first_day AND date '1970-01-01' + r.last_day
              OFFSET 0) t
            """;

    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private static final String COPY_NEW =
            "COPY calima.observation_day (series_id, day, raw_file_id, updated_at, rules_version, flags, quality, values) FROM STDIN (FORMAT binary)";

    private static final String STAGE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS staged_day (
              series_id integer, day date, present smallint, first_step smallint, flags bytea, values real[])
              ON COMMIT DELETE ROWS;
            CREATE TEMPORARY TABLE IF NOT EXISTS differing_day (LIKE staged_day) ON COMMIT DELETE ROWS;
            SET LOCAL jit = off
            """;

    private static final String COPY_STAGED =
            "COPY staged_day (series_id, day, present, first_step, flags, values) FROM STDIN (FORMAT binary)";

    /** Notes which of the days differ from what is there, which again is read in stretches. */
    private static final String FIND_DIFFERING = """
            WITH existing AS MATERIALIZED (
              SELECT t.series_id, t.day, t.flags, t.values
              FROM (SELECT series_id, min(day) AS first_day, max(day) AS last_day FROM staged_day GROUP BY series_id) r
              CROSS JOIN LATERAL (
                SELECT o.series_id, o.day, o.flags, o.values FROM calima.observation_day o
                WHERE o.series_id = r.series_id AND o.day BETWEEN r.first_day AND r.last_day
                OFFSET 0) t
            )
            INSERT INTO differing_day
            SELECT s.* FROM staged_day s JOIN existing e ON e.series_id = s.series_id AND e.day = s.day
            WHERE e.flags <> s.flags OR e.values IS DISTINCT FROM s.values
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
    private static final int COLUMNS_NEW = 8;

    private StagingMerge() {}

    /** Writes the days of one file. */
    static MergeSummary write(Connection connection, long rawFileId, List<DayBuffer.Day> days) throws SQLException {
        if (days.isEmpty()) {
            return new MergeSummary(0, 0, 0, 0, 0);
        }
        Set<Long> existing = existing(connection, days);
        List<DayBuffer.Day> fresh = new ArrayList<>();
        List<DayBuffer.Day> known = new ArrayList<>();
        long valuesInserted = 0;
        for (DayBuffer.Day day : days) {
            if (existing.contains(key(day.seriesId, day.epochDay))) {
                known.add(day);
            } else {
                fresh.add(day);
                valuesInserted += day.present();
            }
        }
        insert(connection, rawFileId, fresh);
        MergeSummary inserted = new MergeSummary(fresh.size(), 0, known.size(), valuesInserted, 0);
        return known.isEmpty() ? inserted : update(connection, rawFileId, known, inserted);
    }

    private static Set<Long> existing(Connection connection, List<DayBuffer.Day> days) throws SQLException {
        List<Integer> series = new ArrayList<>();
        List<Integer> first = new ArrayList<>();
        List<Integer> last = new ArrayList<>();
        for (DayBuffer.Day day : days) {
            if (series.isEmpty() || series.getLast() != day.seriesId) {
                series.add(day.seriesId);
                first.add(day.epochDay);
                last.add(day.epochDay);
            } else {
                last.set(last.size() - 1, day.epochDay);
            }
        }
        Set<Long> existing = new HashSet<>();
        try (PreparedStatement find = connection.prepareStatement(FIND_EXISTING)) {
            find.setArray(1, integers(connection, series));
            find.setArray(2, integers(connection, first));
            find.setArray(3, integers(connection, last));
            try (ResultSet row = find.executeQuery()) {
                while (row.next()) {
                    existing.add(key(row.getInt(1), row.getInt(2)));
                }
            }
        }
        return existing;
    }

    private static Array integers(Connection connection, List<Integer> values) throws SQLException {
        return connection.createArrayOf("integer", values.toArray());
    }

    private static long key(int seriesId, int epochDay) {
        return ((long) seriesId << Integer.SIZE) | Integer.toUnsignedLong(epochDay);
    }

    private static void insert(Connection connection, long rawFileId, List<DayBuffer.Day> days) throws SQLException {
        if (days.isEmpty()) {
            return;
        }
        long now = now(connection);
        BinaryCopy body = new BinaryCopy();
        for (DayBuffer.Day day : days) {
            body.row(COLUMNS_NEW);
            body.integerColumn(day.seriesId);
            body.dateColumn(day.epochDay);
            body.bigintColumn(rawFileId);
            body.timestamptzColumn(
                    now); // given, because a default that differs from row to row makes COPY write singly
            body.smallintColumn(QualityRule.VERSION);
            body.byteaColumn(day.flags);
            body.byteaColumnOrNull(day.quality);
            body.realArrayColumn(day.values, day.flags);
        }
        copy(connection, COPY_NEW, body);
    }

    private static long now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(NOW)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static MergeSummary update(
            Connection connection, long rawFileId, List<DayBuffer.Day> days, MergeSummary inserted)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(STAGE);
        }
        BinaryCopy body = new BinaryCopy();
        for (DayBuffer.Day day : days) {
            int present = day.present();
            body.row(COLUMNS);
            body.integerColumn(day.seriesId);
            body.dateColumn(day.epochDay);
            body.smallintColumn(present);
            body.smallintColumn(day.firstOfOnePiece(present));
            body.byteaColumn(day.flags);
            body.realArrayColumn(day.values, day.flags);
        }
        copy(connection, COPY_STAGED, body);
        try (Statement statement = connection.createStatement()) {
            if (statement.executeUpdate(FIND_DIFFERING) == 0) {
                return inserted;
            }
            statement.execute(PLAN_BY_KEY);
        }
        try (PreparedStatement update = connection.prepareStatement(UPDATE_DIFFERING)) {
            update.setLong(1, rawFileId);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                long revised = row.getLong(1);
                return new MergeSummary(
                        inserted.rowsInserted(),
                        revised,
                        days.size() - revised,
                        inserted.valuesInserted() + row.getLong(2),
                        row.getLong(3));
            }
        }
    }

    private static void copy(Connection connection, String into, BinaryCopy body) throws SQLException {
        body.end();
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(into);
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
