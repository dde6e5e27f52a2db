package dev.calima.batch.observation;

import dev.calima.batch.observation.StepRule.Decision;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.QualityRule;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/**
 * Writes a chunk's days. It reads those that are there and compares them in memory: what is equal is not touched; what differs is
 * logged and updated by its key; what is new goes by binary COPY straight into the table, the fastest way in. Works in the
 * transaction of the connection that it is given, alone ({@link WritersTurn}). Keeps its buffers for the next chunk; not
 * thread-safe.
 */
public final class DayMerge {

    private static final String COPY_NEW =
            "COPY calima.observation_day (series_id, day, raw_file_id, updated_at, rules_version, flags, quality, values)"
                    + " FROM STDIN (FORMAT binary)";

    private static final int COLUMNS_NEW = 8;

    private final StoredDayReader stored = new StoredDayReader();
    private final ChangeWriter changes = new ChangeWriter();
    private final StaleDayWriter stale = new StaleDayWriter();
    private final ContextJudge context = new ContextJudge();
    private final BinaryCopy fresh = new BinaryCopy();

    private long rowsInserted;
    private long rowsRevised;
    private long rowsUnchanged;
    private long valuesInserted;
    private long valuesRevised;
    private long valuesUnchanged;
    private long latest;

    /**
     * Writes days that one file tells of.
     *
     * @param loadId the load that writes them
     * @param rawFileId the file
     * @param days what it says
     * @param lines is told what became of each line's values
     */
    public MergeSummary write(Connection connection, long loadId, long rawFileId, DayTable days, LineOutcomes lines)
            throws SQLException {
        if (days.isEmpty()) {
            return MergeSummary.NOTHING;
        }
        long now = WritersTurn.take(connection);
        int[] order = days.order();
        askForStored(days, order);
        compare(connection, now, loadId, rawFileId, days, lines);
        if (latest >= now) { // the database's clock was set back: the log still needs its order
            now = latest + 1;
            compare(connection, now, loadId, rawFileId, days, lines);
        }
        context.judge(connection, days, order);
        insert(connection, now, rawFileId, days, order, lines);
        changes.write(connection);
        mark(connection, days, order);
        return new MergeSummary(
                rowsInserted, rowsRevised, rowsUnchanged, valuesInserted, valuesRevised, valuesUnchanged);
    }

    private void askForStored(DayTable days, int[] order) {
        stored.begin();
        for (int day : order) {
            int epochDay = days.epochDay(day);
            stored.want(days.seriesId(day), epochDay - 1, epochDay + 1); // the rules of quality look at both sides
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
        context.begin();
        stored.read(connection, old -> {
            int day = days.find(old.seriesId, old.epochDay);
            if (day >= 0) {
                boolean changed = compare(old, days, day, rawFileId, lines);
                days.stored(day, changed);
                if (changed) {
                    rowsRevised++;
                    latest = Math.max(latest, old.updatedMicros);
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

    private void insert(Connection connection, long now, long rawFileId, DayTable days, int[] order, LineOutcomes lines)
            throws SQLException {
        rowsInserted = order.length - rowsRevised - rowsUnchanged;
        if (rowsInserted == 0) {
            return;
        }
        fresh.begin();
        CopyIn copy = BinaryCopy.start(connection, COPY_NEW);
        try {
            for (int day : order) {
                if (!days.isStored(day)) {
                    insert(now, rawFileId, days, day, lines);
                    fresh.sendPiece(copy);
                }
            }
            fresh.sendEnd(copy);
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void insert(long now, long rawFileId, DayTable days, int day, LineOutcomes lines) {
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

    private void mark(Connection connection, DayTable days, int[] order) throws SQLException {
        stale.begin();
        for (int day : order) {
            if (!days.isUnchanged(day)) {
                stale.mark(days.seriesId(day), days.epochDay(day));
            }
        }
        stale.write(connection);
    }
}
