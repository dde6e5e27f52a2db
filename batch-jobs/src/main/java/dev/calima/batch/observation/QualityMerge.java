package dev.calima.batch.observation;

import dev.calima.sql.type.QualityFlag;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what our rules say of days that are there: quality, flags and the version of the rules, the log of changes, and the stale
 * marks, in the transaction of the connection that it is given. Take the {@link WritersTurn} in that transaction <b>before</b>
 * reading the days that you judge, so that nobody changes them in between.
 */
public final class QualityMerge {

    private QualityMerge() {}

    /**
     * A day as judged.
     *
     * @param seriesId the series
     * @param epochDay the UTC day, in days since 1970-01-01
     * @param quality bits of {@link dev.calima.sql.type.QualityRule} for each step, all of them: what was there before is
     *     replaced; at steps without a value they are of no account
     */
    @SuppressWarnings("ArrayRecordComponent") // a row on its way, compared by nobody
    public record Judged(int seriesId, int epochDay, byte[] quality) {}

    /**
     * Writes the days of which something changes; the others are not touched, nor is a day that is not there.
     *
     * @param loadId the load after which they were judged; null when it was none
     * @return how many rows changed
     */
    public static int write(Connection connection, @Nullable Long loadId, List<Judged> judged) throws SQLException {
        if (judged.isEmpty()) {
            return 0;
        }
        long now = WritersTurn.take(connection);
        Map<Long, Judged> byKey = new HashMap<>();
        StoredDayReader stored = new StoredDayReader();
        judged.stream()
                .sorted(Comparator.comparingInt(Judged::seriesId).thenComparingInt(Judged::epochDay))
                .forEach(day -> {
                    byKey.put(key(day.seriesId(), day.epochDay()), day);
                    stored.want(day.seriesId(), day.epochDay());
                });
        Pass pass = new Pass(byKey);
        pass.run(connection, stored, now, loadId);
        if (pass.latest >= now) { // the database's clock was set back: the log still needs its order
            pass.run(connection, stored, pass.latest + 1, loadId);
        }
        pass.changes.write(connection);
        pass.updates.write(connection);
        pass.updates.forget(connection); // the same transaction may write others
        pass.stale.write(connection);
        return pass.rows;
    }

    private static long key(int seriesId, int epochDay) {
        return ((long) seriesId << Integer.SIZE) | Integer.toUnsignedLong(epochDay);
    }

    /** Compares all days once. */
    private static final class Pass {

        private final Map<Long, Judged> byKey;
        private final ChangeLog changes = new ChangeLog();
        private final DayUpdates updates = new DayUpdates();
        private final StaleDayWriter stale = new StaleDayWriter();
        private int rows;
        private long latest;

        Pass(Map<Long, Judged> byKey) {
            this.byKey = byKey;
        }

        void run(Connection connection, StoredDayReader stored, long now, @Nullable Long loadId) throws SQLException {
            rows = 0;
            latest = Long.MIN_VALUE;
            changes.beginRows(now, loadId);
            updates.begin();
            stale.begin();
            stored.read(connection, day -> {
                @Nullable Judged judgement = byKey.get(key(day.seriesId, day.epochDay));
                if (judgement != null && changes(day, judgement.quality())) {
                    rows++;
                    updates.row(
                            day.seriesId,
                            day.epochDay,
                            day.rawFileId,
                            now,
                            day.updatedMicros,
                            false,
                            day.flags,
                            day.quality,
                            day.values,
                            0,
                            day.steps());
                    latest = Math.max(latest, day.updatedMicros);
                    stale.mark(day.seriesId, day.epochDay);
                }
            });
        }

        private boolean changes(StoredDay day, byte[] quality) {
            changes.begin(day);
            for (int place = 0; place < day.steps(); place++) {
                byte flag = day.flags[place];
                if (flag != QualityFlag.ABSENT) {
                    byte judged = QualityFlag.with(flag, quality[place]);
                    if (judged != flag || quality[place] != day.quality[place]) {
                        changes.change(day, place, day.values[place], judged, quality[place]);
                    }
                }
            }
            return changes.end(day.rawFileId);
        }
    }
}
