package dev.calima.api.change;

import static dev.calima.sql.schema.Tables.OBSERVATION_CHANGE;

import dev.calima.api.series.Series;
import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ChangeQueries {

    private final DSLContext db;

    ChangeQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * The corrections after a place, in the order of time, series and day.
     *
     * @param of the series asked for, by key
     * @param every whether these are all that there are
     */
    List<Found> list(ChangeCursor after, Map<Integer, Series> of, boolean every, int atMost) {
        List<Found> found = new ArrayList<>();
        ChangeCursor place = after;
        int rows = atMost + 1;
        Result<? extends Record> page;
        do {
            page = rows(place, of, every, rows);
            for (Record row : page) {
                Series series = of.get(row.get(OBSERVATION_CHANGE.SERIES_ID));
                if (series != null) {
                    add(found, row, series, after);
                }
            }
            if (!page.isEmpty()) {
                Record last = page.getLast();
                place = new ChangeCursor(
                        last.get(OBSERVATION_CHANGE.CHANGED_AT),
                        last.get(OBSERVATION_CHANGE.SERIES_ID),
                        last.get(OBSERVATION_CHANGE.DAY),
                        0);
            }
        } while (found.size() < atMost && page.size() == rows);
        return found;
    }

    private Result<? extends Record> rows(ChangeCursor after, Map<Integer, Series> of, boolean every, int atMost) {
        // The row of the cursor itself comes again while some of its values are not given yet.
        var place = DSL.row(OBSERVATION_CHANGE.CHANGED_AT, OBSERVATION_CHANGE.SERIES_ID, OBSERVATION_CHANGE.DAY);
        var last = DSL.row(
                DSL.val(after.changedAt(), OBSERVATION_CHANGE.CHANGED_AT),
                DSL.val(after.seriesId(), OBSERVATION_CHANGE.SERIES_ID),
                DSL.val(after.day(), OBSERVATION_CHANGE.DAY));
        Condition later = after.given() > 0 ? place.ge(last) : place.gt(last);
        if (!every) {
            later = later.and(
                    OBSERVATION_CHANGE.SERIES_ID.eq(DSL.any(of.keySet().toArray(Integer[]::new))));
        }
        // spotless:off
        return db.select(OBSERVATION_CHANGE.CHANGED_AT, OBSERVATION_CHANGE.SERIES_ID, OBSERVATION_CHANGE.DAY, OBSERVATION_CHANGE.LOAD_ID,
                        OBSERVATION_CHANGE.STEPS, OBSERVATION_CHANGE.OLD_VALUES, OBSERVATION_CHANGE.NEW_VALUES,
                        OBSERVATION_CHANGE.OLD_FLAGS, OBSERVATION_CHANGE.NEW_FLAGS)
                .from(OBSERVATION_CHANGE)
                .where(later)
                .orderBy(OBSERVATION_CHANGE.CHANGED_AT, OBSERVATION_CHANGE.SERIES_ID, OBSERVATION_CHANGE.DAY)
                .limit(atMost)
                .fetch();
        // spotless:on
    }

    private static void add(List<Found> found, Record row, Series series, ChangeCursor after) {
        Short @Nullable [] steps = row.get(OBSERVATION_CHANGE.STEPS);
        if (steps == null) {
            return; // only new values
        }
        ChangeCursor place = new ChangeCursor(
                row.get(OBSERVATION_CHANGE.CHANGED_AT), series.id(), row.get(OBSERVATION_CHANGE.DAY), 0);
        boolean begun = after.given() > 0
                && place.equals(new ChangeCursor(after.changedAt(), after.seriesId(), after.day(), 0));
        @Nullable Float[] oldValues = row.get(OBSERVATION_CHANGE.OLD_VALUES);
        @Nullable Float[] newValues = row.get(OBSERVATION_CHANGE.NEW_VALUES);
        byte[] oldFlags = row.get(OBSERVATION_CHANGE.OLD_FLAGS);
        byte[] newFlags = row.get(OBSERVATION_CHANGE.NEW_FLAGS);
        for (int i = begun ? after.given() : 0; i < steps.length; i++) {
            int oldValidity = QualityFlag.validity(oldFlags[i]).code();
            int newValidity = QualityFlag.validity(newFlags[i]).code();
            if (!Objects.equals(oldValues[i], newValues[i]) || oldValidity != newValidity) {
                Instant start = start(series, place.day(), steps[i]);
                found.add(new Found(
                        new ChangeCursor(place.changedAt(), place.seriesId(), place.day(), i + 1),
                        new ChangeResponse.Change(
                                series.station().value(),
                                series.parameter().value(),
                                start,
                                start.plus(series.step()),
                                finite(oldValues[i]),
                                finite(newValues[i]),
                                oldValidity,
                                newValidity,
                                place.changedAt(),
                                row.get(OBSERVATION_CHANGE.LOAD_ID))));
            }
        }
    }

    private static Instant start(Series series, LocalDate day, int step) {
        return day.atStartOfDay()
                .toInstant(ZoneOffset.UTC)
                .plus(series.phase())
                .plus(series.step().multipliedBy(step - 1L));
    }

    private static @Nullable Float finite(@Nullable Float value) {
        return value != null && Float.isFinite(value) ? value : null;
    }

    /** A change and its place. */
    record Found(ChangeCursor place, ChangeResponse.Change change) {}
}
