package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log of what changes of days that are there. A day is changed in place by {@link #begin}, {@link #add} or {@link #change} for
 * each step, and {@link #end}; nothing reaches the database before {@link #write}.
 */
final class ChangeLog {

    private static final String COPY_LOG = """
            COPY calima.observation_change (series_id, day, changed_at, previous_at, load_id, raw_file_id, previous_raw_file_id,
              previous_rules_version, added_steps, steps, old_values, new_values, old_flags, new_flags, old_quality, new_quality)
            FROM STDIN (FORMAT binary)
            """;

    private static final int COLUMNS_OF_LOG = 16;
    private static final int COLUMNS_OF_STEPS = 7;

    private final BinaryCopy log = new BinaryCopy();

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
    }

    /** Takes over all rows of another. */
    void addAll(ChangeLog others) {
        rows += others.rows;
        log.append(others.log);
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
        if (rows > 0) {
            log.send(connection, COPY_LOG);
        }
    }
}
