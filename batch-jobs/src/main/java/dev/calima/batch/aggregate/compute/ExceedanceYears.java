package dev.calima.batch.aggregate.compute;

import java.util.ArrayList;
import java.util.List;

/** Counts the exceedances of limit values in local years of a series. Not thread-safe. */
public final class ExceedanceYears {

    /** A run of hours is followed back this far over the new year. */
    private static final int LOOK_BACK_HOURS = 24;
    /** No zone has a longer day. */
    private static final int MOST_HOURS = 48;

    private final Hours hours;
    private final LocalDays zone;
    private final CaptureRules rules;
    private int readDay = Integer.MIN_VALUE;
    private float[] values = new float[0];
    private int[] dayStarts = new int[0];

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
        read(firstDay, days);
        int count = 0;
        int judged = 0;
        int run = 0;
        List<Integer> on = new ArrayList<>();
        for (int i = 0; i < LOOK_BACK_HOURS; i++) {
            run = values[i] > limit.value() ? run + 1 : 0;
        }
        for (int day = 0; day < days; day++) {
            boolean exceeded = false;
            for (int i = dayStarts[day]; i < dayStarts[day + 1]; i++) {
                judged += Float.isNaN(values[i]) ? 0 : 1;
                run = values[i] > limit.value() ? run + 1 : 0;
                if (limit.consecutive() == 1 ? run > 0 : run == limit.consecutive()) {
                    count++;
                    exceeded = true;
                }
            }
            if (exceeded) {
                on.add(firstDay + day);
            }
        }
        return new Exceedances(count, judged, dayStarts[days] - LOOK_BACK_HOURS, on);
    }

    /** Reads the hours of a year, and those that it looks back on, unless they were read last. */
    private void read(int firstDay, int days) {
        if (firstDay == readDay) {
            return;
        }
        values = new float[LOOK_BACK_HOURS + days * MOST_HOURS];
        dayStarts = new int[days + 1];
        long start = zone.start(firstDay) - (long) LOOK_BACK_HOURS * StepGrid.HOUR_SECONDS;
        int count = 0;
        for (; count < LOOK_BACK_HOURS; start += StepGrid.HOUR_SECONDS) {
            values[count++] = hours.at(start);
        }
        for (int day = 0; day < days; day++) {
            dayStarts[day] = count;
            long end = zone.start(firstDay + day + 1);
            for (; start + StepGrid.HOUR_SECONDS <= end; start += StepGrid.HOUR_SECONDS) {
                values[count++] = hours.at(start);
            }
            start = end;
        }
        dayStarts[days] = count;
        readDay = firstDay;
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
