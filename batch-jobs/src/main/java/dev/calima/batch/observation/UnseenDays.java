package dev.calima.batch.observation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads days as they will be: those of the database, and in their place those that are on their way to it. */
final class UnseenDays {

    private final List<StoredDay> found = new ArrayList<>();

    /**
     * Looks for what is on its way among the days that a reader wants.
     *
     * @param writes those not committed yet, the oldest first and the one that is being filled last
     */
    void find(StoredDayReader wanted, List<DayWrites> writes) {
        found.clear();
        if (!writes.isEmpty()) {
            wanted.each((seriesId, epochDay) -> find(seriesId, epochDay, writes));
        }
    }

    private void find(int seriesId, int epochDay, List<DayWrites> writes) {
        for (int i = writes.size() - 1; i >= 0; i--) {
            WrittenDays written = writes.get(i).written;
            int index = written.find(seriesId, epochDay);
            if (index >= 0) {
                StoredDay day = written.day(index);
                day.waits = i < writes.size() - 1;
                found.add(day);
                return;
            }
        }
    }

    /** Reads all that a reader wants in the order of the key. */
    void read(Connection connection, StoredDayReader stored, StoredDayReader.DayReader reader) throws SQLException {
        int[] next = new int[1];
        stored.read(connection, old -> {
            boolean isReplaced = false;
            while (next[0] < found.size() && isUpTo(found.get(next[0]), old)) {
                StoredDay unseen = found.get(next[0]++);
                isReplaced = unseen.seriesId == old.seriesId && unseen.epochDay == old.epochDay;
                reader.read(copy(unseen));
            }
            if (!isReplaced) {
                reader.read(old);
            }
        });
        while (next[0] < found.size()) {
            reader.read(copy(found.get(next[0]++)));
        }
    }

    private static boolean isUpTo(StoredDay day, StoredDay other) {
        return day.seriesId < other.seriesId || (day.seriesId == other.seriesId && day.epochDay <= other.epochDay);
    }

    /** The reader may change it, and it may be read once more. */
    private static StoredDay copy(StoredDay day) {
        StoredDay copy = new StoredDay();
        copy.seriesId = day.seriesId;
        copy.epochDay = day.epochDay;
        copy.rawFileId = day.rawFileId;
        copy.rulesVersion = day.rulesVersion;
        copy.updatedMicros = day.updatedMicros;
        copy.waits = day.waits;
        copy.flags = day.flags.clone();
        copy.quality = day.quality.clone();
        copy.values = day.values.clone();
        return copy;
    }
}
