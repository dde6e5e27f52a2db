package dev.calima.batch.aggregate.compute;

import java.util.List;

/**
 * How often a limit value was exceeded in a local year.
 *
 * @param count exceedances
 * @param judged hours or days with enough values to be judged; for a yearly mean usable steps
 * @param expected hours, days or steps of the whole year
 * @param days the local days with exceedances, rising; empty for a yearly mean
 */
public record Exceedances(int count, int judged, int expected, List<Integer> days) {

    public Exceedances {
        days = List.copyOf(days);
    }
}
