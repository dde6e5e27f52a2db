package dev.calima.batch.aggregate;

import java.util.ArrayList;
import java.util.List;

/** Counts what came out different, and lists it when asked to. Not thread-safe. */
final class Changes {

    private final boolean listed;
    private final List<String> list = new ArrayList<>();
    long staleDays;
    long lookedAt;
    long days;
    long months;
    long years;
    long indexDays;
    long exceedances;

    /** @param listed whether to list it too */
    Changes(boolean listed) {
        this.listed = listed;
    }

    /** Notes one change, such as {@code 28079008 no2 day 2019-01-15}. */
    void note(String of, String what, Object when) {
        if (listed && list.size() < AggregateOutcome.MOST_LISTED) {
            list.add(of + " " + what + " " + when);
        }
    }

    /** Adds what a transaction that is committed now has changed. */
    void add(Changes more) {
        staleDays += more.staleDays;
        lookedAt += more.lookedAt;
        days += more.days;
        months += more.months;
        years += more.years;
        indexDays += more.indexDays;
        exceedances += more.exceedances;
        for (String one : more.list) {
            if (list.size() < AggregateOutcome.MOST_LISTED) {
                list.add(one);
            }
        }
    }

    List<String> list() {
        return list;
    }
}
