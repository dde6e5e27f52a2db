package dev.calima.batch.observation;

import dev.calima.sql.type.QualityRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Rows of {@code observation_day} that are there and change: staged by COPY, then each found by its key. A row that another
 * transaction has yet to commit waits for it ({@link #writeWaiting}). Not thread-safe.
 */
final class DayUpdates {

    /** It is empty when a transaction begins. The rows are few beside the table: find each by its key. */
    private static final String STAGE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS changed_day (
              series_id integer, day date, raw_file_id bigint, updated_at timestamptz, previous_at timestamptz, waits boolean,
              flags bytea, quality bytea, values real[]) ON COMMIT DELETE ROWS
            """;

    private static final String BY_KEY = "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off";
    private static final String ANYHOW = "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on";
    private static final String UNSTAGE = "TRUNCATE changed_day";

    private static final String COPY_STAGED =
            "COPY changed_day (series_id, day, raw_file_id, updated_at, previous_at, waits, flags, quality, values)"
                    + " FROM STDIN (FORMAT binary)";

    private static final int COLUMNS = 9;

    /** A row that is not any more as it was compared is not touched. */
    private static final String UPDATE = """
            UPDATE calima.observation_day t
            SET raw_file_id = c.raw_file_id, updated_at = c.updated_at, rules_version = ?, flags = c.flags, quality = c.quality, values = c.values
            FROM changed_day c
            WHERE t.series_id = c.series_id AND t.day = c.day AND t.updated_at = c.previous_at AND c.waits = ?
            """;

    private final BinaryCopy staged = new BinaryCopy();
    private int ready;
    private int waiting;

    /** Forgets all. */
    void begin() {
        staged.begin();
        ready = 0;
        waiting = 0;
    }

    /**
     * Adds a row as it will be. Its steps lie in the arrays at {@code from}.
     *
     * @param micros when it changes, in microseconds since 1970-01-01T00:00Z
     * @param previousMicros when the row that it replaces was written
     * @param waits whether that row is not committed yet
     */
    void row(
            int seriesId,
            int epochDay,
            long rawFileId,
            long micros,
            long previousMicros,
            boolean waits,
            byte[] flags,
            byte[] quality,
            float[] values,
            int from,
            int steps) {
        staged.row(COLUMNS);
        staged.integerColumn(seriesId);
        staged.dateColumn(epochDay);
        staged.bigintColumn(rawFileId);
        staged.timestamptzColumn(micros);
        staged.timestamptzColumn(previousMicros);
        staged.booleanColumn(waits);
        staged.byteaColumn(flags, from, steps);
        staged.byteaColumnOrNull(quality, from, steps);
        staged.realArrayColumn(values, flags, from, steps);
        if (waits) {
            waiting++;
        } else {
            ready++;
        }
    }

    /** Stages all rows, and writes those that wait for nobody. Once a transaction, or after {@link #forget}. */
    void write(Connection connection) throws SQLException {
        if (ready + waiting > 0) {
            execute(connection, STAGE);
            staged.send(connection, COPY_STAGED);
            update(connection, false, ready);
        }
    }

    /** Writes the rows that waited, now that the transactions before are committed. */
    void writeWaiting(Connection connection) throws SQLException {
        update(connection, true, waiting);
    }

    /** Makes room for other rows in the same transaction. */
    void forget(Connection connection) throws SQLException {
        if (ready + waiting > 0) {
            execute(connection, UNSTAGE);
        }
    }

    private static void update(Connection connection, boolean waits, int rows) throws SQLException {
        if (rows == 0) {
            return;
        }
        execute(connection, BY_KEY);
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setShort(1, QualityRule.VERSION);
            update.setBoolean(2, waits);
            int updated = update.executeUpdate();
            if (updated != rows) {
                throw new IllegalStateException(updated + " rows of observation_day were updated and not " + rows
                        + ": somebody else wrote them without waiting for the writers' turn");
            }
        }
        execute(connection, ANYHOW);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
