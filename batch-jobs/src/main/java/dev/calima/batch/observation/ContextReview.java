package dev.calima.batch.observation;

import dev.calima.batch.observation.PendingQualityWriter.Stretch;
import dev.calima.batch.quality.Thresholds;
import dev.calima.batch.quality.Track;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges the stretches that were left pending, from the days that are there: it reads days on both sides until it is certain how far
 * each stretch reaches, so that the bits are those that the whole series would give. Each call is a part of the work in the
 * transaction of its connection; what was cut off is simply still pending. Not thread-safe.
 */
public final class ContextReview {

    /** Stretches of a transaction, while which other writers wait. */
    private static final int MOST_STRETCHES = 2_000;

    /** Stretches of which the days are in memory at the same time. */
    private static final int AT_A_TIME = 500;

    private static final int WIDEN = 3;

    /** Nothing reaches as far: no rule waits for so many equal steps. What still is uncertain is judged by what was read. */
    private static final int WIDEST_DAYS = 1_000;

    private final ThresholdReader thresholds = new ThresholdReader();
    private final StoredDayReader reader = new StoredDayReader();
    private final Track track = new Track();

    /** Judges some of what is pending; false when there is nothing left. */
    public boolean next(Connection connection) throws SQLException {
        WritersTurn.take(connection);
        List<Stretch> pending = PendingQualityWriter.take(connection, MOST_STRETCHES);
        if (pending.isEmpty()) {
            return false;
        }
        int margin = 1;
        while (!pending.isEmpty()) {
            List<Stretch> stretches = joined(pending, margin);
            pending = new ArrayList<>();
            int atATime = Math.max(1, AT_A_TIME / margin);
            for (int from = 0; from < stretches.size(); from += atATime) {
                List<Stretch> some = stretches.subList(from, Math.min(from + atATime, stretches.size()));
                QualityMerge.write(connection, null, judge(connection, some, margin, pending));
            }
            margin *= WIDEN;
        }
        return true;
    }

    /** Joins stretches of which the same days would be read. */
    private static List<Stretch> joined(List<Stretch> sorted, int margin) {
        List<Stretch> joined = new ArrayList<>();
        @Nullable Stretch open = null;
        for (Stretch each : sorted) {
            if (open != null
                    && open.seriesId() == each.seriesId()
                    && each.firstDay() - margin <= open.lastDay() + margin) {
                open = new Stretch(open.seriesId(), open.firstDay(), Math.max(open.lastDay(), each.lastDay()));
            } else {
                if (open != null) {
                    joined.add(open);
                }
                open = each;
            }
        }
        if (open != null) {
            joined.add(open);
        }
        return joined;
    }

    /** Reads and judges; what is uncertain is added to {@code uncertain}. */
    private List<QualityMerge.Judged> judge(
            Connection connection, List<Stretch> stretches, int margin, List<Stretch> uncertain) throws SQLException {
        List<Surroundings> all = read(connection, stretches, margin);
        List<QualityMerge.Judged> judged = new ArrayList<>();
        for (Surroundings each : all) {
            Thresholds numbers = thresholds.find(connection, each.stretch().seriesId());
            if (!each.judge(track, numbers, margin >= WIDEST_DAYS, judged)) {
                uncertain.add(each.stretch());
            }
        }
        return judged;
    }

    private List<Surroundings> read(Connection connection, List<Stretch> stretches, int margin) throws SQLException {
        reader.begin();
        List<Surroundings> all = new ArrayList<>();
        for (Stretch each : stretches) {
            reader.want(each.seriesId(), each.firstDay() - margin, each.lastDay() + margin);
            all.add(new Surroundings(each, margin));
        }
        Iterator<Surroundings> left = all.iterator();
        Surroundings[] open = {left.next()};
        reader.read(connection, day -> {
            while (open[0].isBefore(day) && left.hasNext()) {
                open[0] = left.next();
            }
            open[0].take(day); // or not: days between two stretches are read by the way
        });
        return all;
    }
}
