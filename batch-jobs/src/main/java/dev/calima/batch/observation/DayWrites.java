package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What one transaction writes, laid out by {@link DayMerge} in the form in which it is sent. New rows may be sent while the
 * transaction before is still open, as no other tells of them; the rest only once that is committed. Used again after
 * {@link #begin}. Not thread-safe: handed from the thread that fills it to the one that writes it.
 */
public final class DayWrites {

    private static final String COPY_NEW =
            "COPY calima.observation_day (series_id, day, raw_file_id, updated_at, rules_version, flags, quality, values)"
                    + " FROM STDIN (FORMAT binary)";

    final BinaryCopy fresh = new BinaryCopy();
    final ChangeWriter changes = new ChangeWriter();
    final StaleDayWriter stale = new StaleDayWriter();
    final PendingQualityWriter pending = new PendingQualityWriter();

    /** Its rows, for those who come before it is committed. */
    final WrittenDays written = new WrittenDays();

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

    /** Writes the rows that are new, by binary COPY straight into the table: the fastest way in. */
    public void writeNew(Connection connection) throws SQLException {
        if (freshRows > 0) {
            fresh.send(connection, COPY_NEW);
        }
    }

    /** Writes the log of changes, the rows that change, what is to be judged later, and the stale marks. */
    public void writeRest(Connection connection) throws SQLException {
        changes.write(connection);
        pending.write(connection);
        stale.write(connection);
    }
}
