package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.StaleDayQueries.Mark;
import dev.calima.batch.aggregate.StaleDayQueries.Unit;
import dev.calima.batch.aggregate.compute.Affected;
import dev.calima.batch.aggregate.compute.AirQualityIndex;
import dev.calima.batch.aggregate.compute.AirQualityIndex.Bound;
import dev.calima.batch.aggregate.compute.DaySet;
import dev.calima.batch.aggregate.compute.Hours;
import dev.calima.batch.aggregate.compute.IndexDays;
import dev.calima.batch.aggregate.compute.LocalDays;
import dev.calima.batch.aggregate.compute.Steps;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Computes what depends on the marked days of a station: takes the marks, reads, computes, compares and writes, in the
 * transaction that is open. The marks are taken before the days are read, so no change is missed.
 */
@Component
class StationRebuild {

    /** An hour counts up to the eighth running mean after it. */
    private static final int REACH_8 = 7;
    /** The longest that anything looks back, in hours: running means of a day, runs over the new year. */
    private static final int REACH_LONGEST = 23;
    /** UTC days read before and after the local days that are computed: zones and looking back. */
    private static final int MARGIN_DAYS = 3;

    private final StaleDayQueries stale;
    private final StationReader stations;
    private final StepsReader observations;
    private final DayBlockWriter dayBlocks;
    private final PeriodWriter periods;
    private final ExceedanceWriter exceedances;
    private final IndexBlockWriter indexBlocks;

    StationRebuild(
            StaleDayQueries stale,
            StationReader stations,
            StepsReader observations,
            DayBlockWriter dayBlocks,
            PeriodWriter periods,
            ExceedanceWriter exceedances,
            IndexBlockWriter indexBlocks) {
        this.stale = stale;
        this.stations = stations;
        this.observations = observations;
        this.dayBlocks = dayBlocks;
        this.periods = periods;
        this.exceedances = exceedances;
        this.indexBlocks = indexBlocks;
    }

    /** One piece of work at hand. */
    private final class Work {

        final AggregatedStation station;
        final LocalDays zone;
        final Standards standards;
        final long now;
        final Changes changes;
        final Map<Integer, List<Mark>> marks = new TreeMap<>();
        final Map<Integer, Steps> steps = new HashMap<>();

        Work(AggregatedStation station, Standards standards, long now, List<Mark> taken, Changes changes) {
            this.station = station;
            this.zone = new LocalDays(station.zone());
            this.standards = standards;
            this.now = now;
            this.changes = changes;
            for (Mark mark : taken) {
                marks.computeIfAbsent(mark.seriesId(), key -> new ArrayList<>()).add(mark);
                changes.staleDays += Integer.bitCount(mark.days());
            }
        }

        /** The local days that depend on the marked days of a series. */
        DaySet affected(AggregatedSeries series, int reachHours) {
            DaySet affected = new DaySet();
            for (Mark mark : marks.getOrDefault(series.seriesId(), List.of())) {
                int first = Math.toIntExact(mark.month().toEpochDay());
                Affected.add(affected, mark.days(), first, reachHours, series.grid(), zone);
            }
            return affected;
        }

        /** The observations of a series around local days; those that were read before, where they reach far enough. */
        Steps steps(AggregatedSeries series, int firstDay, int lastDay) {
            return steps.computeIfAbsent(
                    series.seriesId(), key -> observations.read(series, firstDay - MARGIN_DAYS, lastDay + MARGIN_DAYS));
        }
    }

    /** Computes what depends on the marks of a unit; what it changes is counted. */
    Changes rebuild(Unit unit, Standards standards, boolean listed) {
        Changes changes = new Changes(listed);
        List<Mark> taken = stale.take(unit);
        if (taken.isEmpty()) {
            return changes;
        }
        Work work = new Work(stations.get(unit.stationId()), standards, stale.now(), taken, changes);
        // Whole years around everything that may depend on the marks, the same for all series: each is read once.
        DaySet all = new DaySet();
        for (AggregatedSeries series : work.station.series()) {
            all.addAll(work.affected(series, REACH_LONGEST));
        }
        int firstDay = (int) date(all.first()).withDayOfYear(1).toEpochDay();
        int lastDay = (int) date(all.last()).plusYears(1).withDayOfYear(1).toEpochDay() - 1;
        for (AggregatedSeries series : work.station.series()) {
            if (work.marks.containsKey(series.seriesId())) {
                rebuild(work, series, firstDay, lastDay);
            }
        }
        for (AirQualityIndex index : standards.indices()) {
            rebuild(work, index, firstDay, lastDay);
        }
        return changes;
    }

    private void rebuild(Work work, AggregatedSeries series, int firstDay, int lastDay) {
        LocalDate first = date(firstDay);
        LocalDate last = date(lastDay);
        SeriesRebuild rebuild = new SeriesRebuild(
                series, work.steps(series, firstDay, lastDay), work.zone, work.standards, work.now, work.changes);
        SeriesRebuild.Stored stored = new SeriesRebuild.Stored(
                dayBlocks.find(series, first, last),
                periods.find(series.seriesId(), first, last),
                exceedances.find(series.seriesId(), first.getYear(), last.getYear()));
        DaySet affected = work.affected(series, series.eightHour() ? REACH_8 : 0);
        DaySet looking = work.affected(series, REACH_LONGEST);
        for (LocalDate year = first; year.isBefore(last); year = year.plusYears(1)) {
            if (looking.count((int) year.toEpochDay(), (int) year.plusYears(1).toEpochDay()) > 0) {
                rebuild.year(year.getYear(), affected, stored);
            }
        }
        dayBlocks.write(rebuild.blocks);
        periods.write(rebuild.periodRows);
        exceedances.write(rebuild.exceedanceRows);
    }

    private void rebuild(Work work, AirQualityIndex index, int firstDay, int lastDay) {
        DaySet affected = new DaySet();
        Map<Integer, List<AggregatedSeries>> pollutants = new HashMap<>();
        for (Bound bound : index.bounds()) {
            for (AggregatedSeries series : work.station.series()) {
                if (series.parameterId() == bound.parameterId()) {
                    affected.addAll(work.affected(series, bound.averagingHours() - 1));
                    pollutants
                            .computeIfAbsent(bound.parameterId(), key -> new ArrayList<>())
                            .add(series);
                }
            }
        }
        if (affected.isEmpty()) {
            return;
        }
        Map<Integer, List<Hours>> hours = new HashMap<>();
        pollutants.forEach((parameter, series) -> hours.put(
                parameter,
                series.stream()
                        .map(one -> new Hours(work.steps(one, firstDay, lastDay), work.standards.rules()))
                        .filter(Hours::exist)
                        .toList()));
        IndexRebuild rebuild =
                new IndexRebuild(work.station, index, new IndexDays(index, hours, work.zone), work.now, work.changes);
        LocalDate first = date(affected.first()).withDayOfMonth(1);
        LocalDate last = date(affected.last()).withDayOfMonth(1);
        Map<LocalDate, IndexBlock> stored = indexBlocks.find(work.station.stationId(), index.id(), first, last);
        for (LocalDate month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            if (affected.count(
                            (int) month.toEpochDay(), (int) month.plusMonths(1).toEpochDay())
                    > 0) {
                rebuild.month(month, affected, stored);
            }
        }
        indexBlocks.write(rebuild.blocks);
    }

    private static LocalDate date(int epochDay) {
        return LocalDate.ofEpochDay(epochDay);
    }
}
