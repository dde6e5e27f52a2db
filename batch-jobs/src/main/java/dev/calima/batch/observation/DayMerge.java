package dev.calima.batch.observation;

import dev.calima.batch.observation.StepRule.Decision;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.QualityRule;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Compares a chunk's days with those that are there, in memory, and lays out what has to be written: what is equal is not
 * touched; what differs is logged and updated by its key; what is new goes into the table as it is. "There" are the rows of
 * the database and those still on their way to it. Keeps its buffers for the next chunk; not thread-safe.
 */
public final class DayMerge {

    private static final String NOW = "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private static final int COLUMNS_NEW = 8;

    private final StoredDayReader stored = new StoredDayReader();
    private final UnseenDays unseen = new UnseenDays();
    private final ChangeLog changes = new ChangeLog();
    private final WrittenDays changed = new WrittenDays();
    private final ContextJudge context = new ContextJudge();

    private int[] order = new int[0];
    private long lastMicros = Long.MIN_VALUE;
    private long rowsInserted;
    private long rowsRevised;
    private long rowsUnchanged;
    private long valuesInserted;
    private long valuesRevised;
    private long valuesUnchanged;
    private long latest;

    /**
     * Looks which of a chunk's days are on their way.
     *
     * @param days what a file says
     * @param onTheirWay what is not committed yet, the oldest first and the one that is being filled last
     */
    public void begin(DayTable days, List<DayWrites> onTheirWay) {
        order = days.order();
        stored.begin();
        for (int day : order) {
            int epochDay = days.epochDay(day);
            stored.want(days.seriesId(day), epochDay - 1, epochDay + 1); // the rules of quality look at both sides
        }
        unseen.find(stored, onTheirWay);
    }

    /**
     * Merges the chunk of {@link #begin}.
     *
     * @param connection only reads, in the writers' turn
     * @param loadId the load that writes
     * @param rawFileId the file
     * @param lines is told what became of each line's values
     * @param writes takes what has to be written: the last one on its way
     */
    public MergeSummary merge(
            Connection connection, long loadId, long rawFileId, DayTable days, LineOutcomes lines, DayWrites writes)
            throws SQLException {
        if (days.isEmpty()) {
            return MergeSummary.NOTHING;
        }
        long now = Math.max(now(connection), lastMicros + 1); // what is recorded later has a later time
        compare(connection, now, loadId, rawFileId, days, lines);
        if (latest >= now) { // the database's clock was set back: the log still needs its order
            now = latest + 1;
            compare(connection, now, loadId, rawFileId, days, lines);
        }
        lastMicros = now;
        context.judge(connection, days, order, writes.pending);
        insert(now, rawFileId, days, lines, writes);
        writes.changes.addAll(changes);
        writes.written.replaceAll(changed);
        mark(days, writes.stale);
        return new MergeSummary(
                rowsInserted, rowsRevised, rowsUnchanged, valuesInserted, valuesRevised, valuesUnchanged);
    }

    /** The database's time, in microseconds since 1970-01-01T00:00Z. */
    private static long now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private void compare(
            Connection connection, long now, long loadId, long rawFileId, DayTable days, LineOutcomes lines)
            throws SQLException {
        rowsInserted = 0;
        rowsRevised = 0;
        rowsUnchanged = 0;
        valuesInserted = 0;
        valuesRevised = 0;
        valuesUnchanged = 0;
        latest = Long.MIN_VALUE;
        days.nothingIsStored();
        changes.beginRows(now, loadId);
        changed.clear();
        context.begin();
        unseen.read(connection, stored, old -> {
            int day = days.find(old.seriesId, old.epochDay);
            if (day >= 0) {
                boolean isChanged = compare(old, days, day, rawFileId, lines);
                days.stored(day, isChanged);
                if (isChanged) {
                    rowsRevised++;
                    latest = Math.max(latest, old.updatedMicros);
                    changed.replace(old, rawFileId, now, QualityRule.VERSION);
                } else {
                    rowsUnchanged++;
                }
            }
            context.take(old);
        });
    }

    private boolean compare(StoredDay old, DayTable days, int day, long rawFileId, LineOutcomes lines) {
        if (old.steps() != days.steps(day)) {
            throw new IllegalStateException(
                    "series " + old.seriesId + " has a day of " + old.steps() + " steps and one of " + days.steps(day));
        }
        changes.begin(old);
        int offset = days.offset(day);
        byte[] flags = days.flags();
        for (int place = 0; place < old.steps(); place++) {
            if (flags[offset + place] != QualityFlag.ABSENT) {
                lines.mark(days.lines()[offset + place], step(old, days, day, place, offset + place));
            }
        }
        return changes.end(rawFileId);
    }

    /** Takes one step over, or not; tells what becomes of its line. */
    private byte step(StoredDay old, DayTable days, int day, int place, int at) {
        byte flag = days.flags()[at];
        float value = days.values()[at];
        byte quality = days.quality()[at];
        if (old.flags[place] == QualityFlag.ABSENT) {
            changes.add(old, place, value, flag, quality);
            valuesInserted++;
            return LineOutcomes.INSERTED;
        }
        Decision decision = StepRule.decide(old.flags[place], old.values[place], flag, value, days.decimals(day));
        if (decision == Decision.REVISED) {
            changes.change(old, place, value, flag, quality);
            valuesRevised++;
            return LineOutcomes.REVISED;
        }
        if (decision == Decision.SAME) {
            byte kept = StepRule.keptQuality(old.quality[place], quality);
            byte keptFlag = QualityFlag.with(flag, kept);
            if (keptFlag != old.flags[place] || kept != old.quality[place]) {
                changes.change(old, place, old.values[place], keptFlag, kept);
            }
        }
        valuesUnchanged++;
        return LineOutcomes.UNCHANGED;
    }

    private void insert(long now, long rawFileId, DayTable days, LineOutcomes lines, DayWrites writes) {
        rowsInserted = order.length - rowsRevised - rowsUnchanged;
        if (rowsInserted == 0) {
            return;
        }
        for (int day : order) {
            if (!days.isStored(day)) {
                insert(now, rawFileId, days, day, lines, writes.fresh);
                writes.freshRows++;
                writes.written.add(
                        days.seriesId(day), days.epochDay(day), rawFileId, now, QualityRule.VERSION, days, day);
            }
        }
    }

    private void insert(long now, long rawFileId, DayTable days, int day, LineOutcomes lines, BinaryCopy fresh) {
        int offset = days.offset(day);
        int steps = days.steps(day);
        fresh.row(COLUMNS_NEW);
        fresh.integerColumn(days.seriesId(day));
        fresh.dateColumn(days.epochDay(day));
        fresh.bigintColumn(rawFileId);
        fresh.timestamptzColumn(now); // given, because a default that differs from row to row makes COPY write singly
        fresh.smallintColumn(QualityRule.VERSION);
        fresh.byteaColumn(days.flags(), offset, steps);
        fresh.byteaColumnOrNull(days.quality(), offset, steps);
        fresh.realArrayColumn(days.values(), days.flags(), offset, steps);
        byte[] flags = days.flags();
        int[] ofLines = days.lines();
        for (int at = offset; at < offset + steps; at++) {
            if (flags[at] != QualityFlag.ABSENT) {
                valuesInserted++;
                lines.mark(ofLines[at], LineOutcomes.INSERTED);
            }
        }
    }

    private void mark(DayTable days, StaleDayWriter stale) {
        for (int day : order) {
            if (!days.isUnchanged(day)) {
                stale.mark(days.seriesId(day), days.epochDay(day));
            }
        }
    }
}
