package dev.calima.batch.aggregate.compute;

import java.util.ArrayList;
import java.util.List;

/** Counts the exceedances of limit values in local years of a series. */
public final class ExceedanceYears {

    /** A run of hours is followed back this far over the new year. */
    private static final int LOOK_BACK_HOURS = 24;

    private final Hours hours;
    private final LocalDays zone;
    private final CaptureRules rules;

    public ExceedanceYears(Hours hours, LocalDays zone, CaptureRules rules) {
        this.hours = hours;
        this.zone = zone;
        this.rules = rules;
    }

    /**
     * Counts those of a year.
     *
     * @param firstDay its first local day
     * @param days all its days
     * @param year the whole of it
     */
    public Exceedances count(LimitValue limit, int firstDay, DayAggregate[] days, PeriodAggregate year) {
        return switch (limit.averaging()) {
            case HOUR -> hours(limit, firstDay, days.length);
            case DAY -> days(limit, firstDay, days);
            case MAX_8H -> days8(limit, firstDay, days);
            case YEAR ->
                new Exceedances(year.avg() > limit.value() ? 1 : 0, year.observed(), year.expected(), List.of());
        };
    }

    /** A run counts once, in the hour that completes it; a missing hour ends it. */
    private Exceedances hours(LimitValue limit, int firstDay, int days) {
        int count = 0;
        int judged = 0;
        int expected = 0;
        int run = 0;
        List<Integer> on = new ArrayList<>();
        long start = zone.start(firstDay);
        for (int back = LOOK_BACK_HOURS; back > 0; back--) {
            run = hours.at(start - (long) back * StepGrid.HOUR_SECONDS) > limit.value() ? run + 1 : 0;
        }
        for (int day = firstDay; day < firstDay + days; day++) {
            long end = zone.start(day + 1);
            boolean exceeded = false;
            for (; start + StepGrid.HOUR_SECONDS <= end; start += StepGrid.HOUR_SECONDS) {
                float value = hours.at(start);
                expected++;
                judged += Float.isNaN(value) ? 0 : 1;
                run = value > limit.value() ? run + 1 : 0;
                if (limit.consecutive() == 1 ? run > 0 : run == limit.consecutive()) {
                    count++;
                    exceeded = true;
                }
            }
            if (exceeded) {
                on.add(day);
            }
            start = end;
        }
        return new Exceedances(count, judged, expected, on);
    }

    private Exceedances days(LimitValue limit, int firstDay, DayAggregate[] days) {
        int judged = 0;
        int count = 0;
        List<Integer> on = new ArrayList<>();
        for (int i = 0; i < days.length; i++) {
            if (CaptureRules.enough(days[i].observed(), days[i].expected(), rules.day())) {
                judged++;
                if (days[i].avg() > limit.value()) {
                    count++;
                    on.add(firstDay + i);
                }
            }
        }
        return new Exceedances(count, judged, days.length, on);
    }

    private Exceedances days8(LimitValue limit, int firstDay, DayAggregate[] days) {
        int judged = 0;
        int count = 0;
        List<Integer> on = new ArrayList<>();
        for (int i = 0; i < days.length; i++) {
            int windows = (int) ((zone.start(firstDay + i + 1) - zone.start(firstDay + i)) / StepGrid.HOUR_SECONDS);
            if (CaptureRules.enough(days[i].windows8h(), windows, rules.max8())) {
                judged++;
                if (days[i].max8h() > limit.value()) {
                    count++;
                    on.add(firstDay + i);
                }
            }
        }
        return new Exceedances(count, judged, days.length, on);
    }
}
