package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What one transaction writes, laid out by {@link DayMerge} in the form in which it is sent. Rows that no other tells of, and the log,
 * may be written while the transaction before is still open; the rest only once that is committed. Used again after
 * {@link #begin}. Not thread-safe: handed from the thread that fills it to the one that writes it.
 */
public final class DayWrites {

    private static final String COPY_NEW =
            "COPY calima.observation_day (series_id, day, raw_file_id, updated_at, rules_version, flags, quality, values)"
                    + " FROM STDIN (FORMAT binary)";

    final BinaryCopy fresh = new BinaryCopy();
    final ChangeLog changes = new ChangeLog();
    final StaleDayWriter stale = new StaleDayWriter();
    final PendingQualityWriter pending = new PendingQualityWriter();

    /** Its rows, for those who come before it is committed. */
    final WrittenDays written = new WrittenDays();

    private final DayUpdates updates = new DayUpdates();

    int freshRows;

    public DayWrites() {
        begin();
    }

    /** Forgets all. */
    public final void begin() {
        fresh.begin();
        freshRows = 0;
        changes.beginRows(0, null);
        stale.begin();
        pending.begin();
        written.clear();
    }

    /**
     * Writes what nobody else does: rows that are new, by binary COPY straight into the table, the fastest way in; the log of
     * changes; and the rows that change, but those that are on their way themselves.
     */
    public void writeOwn(Connection connection) throws SQLException {
        if (freshRows > 0) {
            fresh.send(connection, COPY_NEW);
        }
        changes.write(connection);
        updates.begin();
        written.replaced(updates);
        updates.write(connection);
    }

    /** Writes the other rows that change, what is to be judged later, and the stale marks. */
    public void writeRest(Connection connection) throws SQLException {
        updates.writeWaiting(connection);
        pending.write(connection);
        stale.write(connection);
    }
}
