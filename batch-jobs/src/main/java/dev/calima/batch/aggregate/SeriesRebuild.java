package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.CaptureRules;
import dev.calima.batch.aggregate.compute.DayAggregate;
import dev.calima.batch.aggregate.compute.DaySet;
import dev.calima.batch.aggregate.compute.Days;
import dev.calima.batch.aggregate.compute.ExceedanceYears;
import dev.calima.batch.aggregate.compute.Exceedances;
import dev.calima.batch.aggregate.compute.Hours;
import dev.calima.batch.aggregate.compute.LimitValue;
import dev.calima.batch.aggregate.compute.LocalDays;
import dev.calima.batch.aggregate.compute.PeriodAggregate;
import dev.calima.batch.aggregate.compute.Periods;
import dev.calima.batch.aggregate.compute.Steps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes local days of a series anew, with the months and years that they lie in, and gathers what came out different.
 * What came out as it was is left alone, with its time of computing.
 */
final class SeriesRebuild {

    private static final String MONTH = "month";
    private static final String YEAR = "year";

    private final AggregatedSeries series;
    private final Standards standards;
    private final Days daily;
    private final Periods periods;
    private final ExceedanceYears exceedanceYears;
    private final long now;
    private final Changes changes;

    final List<DayBlock> blocks = new ArrayList<>();
    final List<PeriodWriter.Row> periodRows = new ArrayList<>();
    final List<ExceedanceWriter.Row> exceedanceRows = new ArrayList<>();

    /** What stands in the tables. */
    record Stored(
            Map<LocalDate, DayBlock> blocks,
            Map<PeriodWriter.Key, PeriodAggregate> periods,
            Map<ExceedanceWriter.Key, Exceedances> exceedances) {}

    /** @param now time of computing, in microseconds since 1970 */
    SeriesRebuild(
            AggregatedSeries series, Steps steps, LocalDays zone, Standards standards, long now, Changes changes) {
        Hours hours = new Hours(steps, standards.rules());
        this.series = series;
        this.standards = standards;
        this.daily = new Days(steps, zone, series.averaging(), series.eightHour(), hours);
        this.periods = new Periods(steps, zone, series.averaging());
        this.exceedanceYears = new ExceedanceYears(hours, zone, standards.rules());
        this.now = now;
        this.changes = changes;
    }

    /**
     * Computes a local year.
     *
     * @param affected the days to be computed anew, of all years
     */
    void year(int year, DaySet affected, Stored stored) {
        LocalDate start = LocalDate.ofYearDay(year, 1);
        int first = epochDay(start);
        int end = epochDay(start.plusYears(1));
        boolean there = stored.periods().containsKey(new PeriodWriter.Key(YEAR, start));
        if (!there && !daily.isPublished(first, end)) {
            return;
        }
        DayAggregate[] days = new DayAggregate[end - first];
        for (int i = 0; i < days.length; i++) {
            days[i] = daily.day(first + i);
        }
        for (LocalDate month = start; month.getYear() == year; month = month.plusMonths(1)) {
            int from = epochDay(month);
            int to = epochDay(month.plusMonths(1));
            if (affected.count(from, to) > 0) {
                month(month, Arrays.copyOfRange(days, from - first, to - first), affected, stored);
            }
        }
        PeriodAggregate whole = period(YEAR, start, first, end, days, stored);
        for (LimitValue limit : standards.limitsOf(series.parameterId())) {
            exceedances(limit, year, exceedanceYears.count(limit, first, days, whole), stored);
        }
    }

    private void month(LocalDate month, DayAggregate[] days, DaySet affected, Stored stored) {
        int first = epochDay(month);
        @Nullable DayBlock block = stored.blocks().get(month);
        changes.lookedAt += affected.count(first, first + days.length);
        if (block == null && !daily.isPublished(first, first + days.length)) {
            return;
        }
        boolean changed = false;
        if (block == null) {
            block = new DayBlock(series, month, days.clone(), new long[days.length], new long[days.length]);
            for (int i = 0; i < days.length; i++) {
                changed |= replace(block, i, days[i]);
            }
        } else {
            for (int i = 0; i < days.length; i++) {
                if (affected.contains(first + i) && !block.days[i].equals(days[i])) {
                    changed |= replace(block, i, days[i]);
                }
            }
        }
        if (changed) {
            blocks.add(block);
        }
        period(MONTH, month, first, first + days.length, days, stored);
    }

    private boolean replace(DayBlock block, int i, DayAggregate day) {
        int epochDay = epochDay(block.month) + i;
        block.days[i] = day;
        block.changed[i] = daily.changed(epochDay, epochDay + 1);
        block.computed[i] = now;
        changes.days++;
        changes.note(series.label(), "day", LocalDate.ofEpochDay(epochDay));
        return true;
    }

    private PeriodAggregate period(
            String kind, LocalDate start, int first, int end, DayAggregate[] days, Stored stored) {
        int valid = 0;
        for (DayAggregate day : days) {
            valid += CaptureRules.enough(
                            day.observed(), day.expected(), standards.rules().day())
                    ? 1
                    : 0;
        }
        PeriodAggregate fresh = periods.period(first, end, valid);
        PeriodWriter.Key key = new PeriodWriter.Key(kind, start);
        if (!fresh.equals(stored.periods().get(key))) {
            periodRows.add(new PeriodWriter.Row(series.seriesId(), key, fresh, daily.changed(first, end), now));
            if (kind.equals(MONTH)) {
                changes.months++;
            } else {
                changes.years++;
            }
            changes.note(
                    series.label(), kind, kind.equals(MONTH) ? start.toString().substring(0, 7) : start.getYear());
        }
        return fresh;
    }

    private void exceedances(LimitValue limit, int year, Exceedances fresh, Stored stored) {
        ExceedanceWriter.Key key = new ExceedanceWriter.Key(limit.id(), year);
        if (!fresh.equals(stored.exceedances().get(key))) {
            exceedanceRows.add(new ExceedanceWriter.Row(series.seriesId(), key, fresh, now));
            changes.exceedances++;
            changes.note(series.label(), limit.name(), year);
        }
    }

    private static int epochDay(LocalDate date) {
        return Math.toIntExact(date.toEpochDay());
    }
}
