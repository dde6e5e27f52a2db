package dev.calima.batch.observation;

import dev.calima.sql.type.QualityRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes days that were there and change: the log of what changed, then the rows themselves. A day is laid out by {@link #begin},
 * {@link #add} or {@link #change} for each step, and {@link #end}; nothing reaches the database before {@link #write}.
 */
final class ChangeWriter {

    private static final String COPY_LOG = """
            COPY calima.observation_change (series_id, day, changed_at, previous_at, load_id, raw_file_id, previous_raw_file_id,
              previous_rules_version, added_steps, steps, old_values, new_values, old_flags, new_flags, old_quality, new_quality)
            FROM STDIN (FORMAT binary)
            """;

    private static final int COLUMNS_OF_LOG = 16;
    private static final int COLUMNS_OF_STEPS = 7;

    /** The rows are few beside the table: find each by its key. */
    private static final String STAGE = """
            CREATE TEMPORARY TABLE IF NOT EXISTS changed_day (
              series_id integer, day date, raw_file_id bigint, updated_at timestamptz, previous_at timestamptz,
              flags bytea, quality bytea, values real[]) ON COMMIT DELETE ROWS;
            TRUNCATE changed_day;
            SET LOCAL enable_hashjoin = off;
            SET LOCAL enable_mergejoin = off
            """;

    private static final String UNSTAGE = "SET LOCAL enable_hashjoin = on; SET LOCAL enable_mergejoin = on";

    private static final String COPY_STAGED =
            "COPY changed_day (series_id, day, raw_file_id, updated_at, previous_at, flags, quality, values)"
                    + " FROM STDIN (FORMAT binary)";

    private static final int COLUMNS_STAGED = 8;

    /** A row that is not any more as it was compared is not touched. */
    private static final String UPDATE = """
            UPDATE calima.observation_day t
            SET raw_file_id = c.raw_file_id, updated_at = c.updated_at, rules_version = ?, flags = c.flags, quality = c.quality, values = c.values
            FROM changed_day c
            WHERE t.series_id = c.series_id AND t.day = c.day AND t.updated_at = c.previous_at
            """;

    private final BinaryCopy log = new BinaryCopy();
    private final BinaryCopy staged = new BinaryCopy();

    private long changedMicros;
    private @Nullable Long loadId;
    private int rows;

    private @Nullable StoredDay day;
    private byte[] added = new byte[3];
    private boolean hasAdded;
    private int changes;
    private short[] places = new short[24];
    private float[] oldValues = new float[24];
    private float[] newValues = new float[24];
    private byte[] oldFlags = new byte[24];
    private byte[] newFlags = new byte[24];
    private byte[] oldQuality = new byte[24];
    private byte[] newQuality = new byte[24];

    /**
     * Begins anew, without any row.
     *
     * @param micros the one time of all the changes, later than that of every row that changes
     * @param load the load that changes them; null when none does
     */
    void beginRows(long micros, @Nullable Long load) {
        changedMicros = micros;
        loadId = load;
        rows = 0;
        log.begin();
        staged.begin();
    }

    /** Takes over all rows of another. */
    void addAll(ChangeWriter others) {
        rows += others.rows;
        log.append(others.log);
        staged.append(others.staged);
    }

    /** Begins a day, which is changed in place. */
    void begin(StoredDay stored) {
        day = stored;
        changes = 0;
        hasAdded = false;
        int bytes = (stored.steps() + Byte.SIZE - 1) / Byte.SIZE;
        if (added.length != bytes) {
            added = new byte[bytes];
        } else {
            Arrays.fill(added, (byte) 0);
        }
        if (places.length < stored.steps()) {
            int most = stored.steps();
            places = new short[most];
            oldValues = new float[most];
            newValues = new float[most];
            oldFlags = new byte[most];
            newFlags = new byte[most];
            oldQuality = new byte[most];
            newQuality = new byte[most];
        }
    }

    /** A step that is there now. */
    void add(StoredDay stored, int place, float value, byte flag, byte quality) {
        added[place / Byte.SIZE] |= (byte) (1 << (place % Byte.SIZE));
        hasAdded = true;
        put(stored, place, value, flag, quality);
    }

    /** A step that was there and is another now. */
    void change(StoredDay stored, int place, float value, byte flag, byte quality) {
        places[changes] = (short) (place + 1);
        oldValues[changes] = stored.values[place];
        newValues[changes] = value;
        oldFlags[changes] = stored.flags[place];
        newFlags[changes] = flag;
        oldQuality[changes] = stored.quality[place];
        newQuality[changes] = quality;
        changes++;
        put(stored, place, value, flag, quality);
    }

    private static void put(StoredDay stored, int place, float value, byte flag, byte quality) {
        stored.values[place] = value;
        stored.flags[place] = flag;
        stored.quality[place] = quality;
    }

    /**
     * Ends a day.
     *
     * @param rawFileId the file that the row names from now on
     * @return whether anything of it changes
     */
    boolean end(long rawFileId) {
        StoredDay stored = day;
        if (stored == null || (changes == 0 && !hasAdded)) {
            return false;
        }
        rows++;
        logRow(stored, rawFileId);
        staged.row(COLUMNS_STAGED);
        staged.integerColumn(stored.seriesId);
        staged.dateColumn(stored.epochDay);
        staged.bigintColumn(rawFileId);
        staged.timestamptzColumn(changedMicros);
        staged.timestamptzColumn(stored.updatedMicros);
        staged.byteaColumn(stored.flags, 0, stored.steps());
        staged.byteaColumnOrNull(stored.quality, 0, stored.steps());
        staged.realArrayColumn(stored.values, stored.flags, 0, stored.steps());
        return true;
    }

    private void logRow(StoredDay stored, long rawFileId) {
        log.row(COLUMNS_OF_LOG);
        log.integerColumn(stored.seriesId);
        log.dateColumn(stored.epochDay);
        log.timestamptzColumn(changedMicros);
        log.timestamptzColumn(stored.updatedMicros);
        if (loadId == null) {
            log.nullColumn();
        } else {
            log.bigintColumn(loadId);
        }
        log.bigintColumn(rawFileId);
        log.bigintColumn(stored.rawFileId);
        log.smallintColumn(stored.rulesVersion);
        log.byteaColumnOrNull(added, 0, added.length);
        if (changes == 0) {
            for (int i = 0; i < COLUMNS_OF_STEPS; i++) {
                log.nullColumn();
            }
        } else {
            log.smallintArrayColumn(places, changes);
            log.realArrayColumn(oldValues, changes);
            log.realArrayColumn(newValues, changes);
            log.byteaColumn(oldFlags, 0, changes);
            log.byteaColumn(newFlags, 0, changes);
            log.byteaColumnOrNull(oldQuality, 0, changes);
            log.byteaColumnOrNull(newQuality, 0, changes);
        }
    }

    /** Writes all of them. */
    void write(Connection connection) throws SQLException {
        if (rows == 0) {
            return;
        }
        log.send(connection, COPY_LOG);
        execute(connection, STAGE);
        staged.send(connection, COPY_STAGED);
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            update.setShort(1, QualityRule.VERSION);
            int updated = update.executeUpdate();
            if (updated != rows) {
                throw new IllegalStateException(updated + " rows of observation_day were updated and not " + rows
                        + ": somebody else wrote them without waiting for the writers' turn");
            }
        }
        execute(connection, UNSTAGE);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
