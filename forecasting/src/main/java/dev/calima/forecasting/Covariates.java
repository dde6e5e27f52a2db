package dev.calima.forecasting;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * What is known ahead of the series: hourly columns such as a weather forecast, aligned by their instants and reaching
 * beyond the origin. {@code NaN} means unknown. Values of the past may be observations, those of the future forecasts; a
 * model trusts them alike, so the past should be what was forecast when that is at hand. Immutable.
 */
public final class Covariates {

    private static final Covariates NONE = new Covariates(Instant.EPOCH, List.of(), new double[0][]);

    private final Instant start;
    private final List<String> names;
    private final double[][] columns;

    private Covariates(Instant start, List<String> names, double[][] columns) {
        this.start = start;
        this.names = names;
        this.columns = columns;
    }

    /** No covariates. */
    public static Covariates none() {
        return NONE;
    }

    /**
     * Hourly columns.
     *
     * @param start start of the first hour
     * @param names one per column, all different
     * @param columns one array per name, all of the same length, NaN where unknown
     * @throws IllegalArgumentException when lengths differ, a name stands twice or a value is infinite
     */
    public static Covariates hourly(Instant start, List<String> names, double[][] columns) {
        if (names.size() != columns.length || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("each column needs a name of its own: " + names);
        }
        double[][] copy = new double[columns.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = columns[i].clone();
            if (copy[i].length != copy[0].length) {
                throw new IllegalArgumentException("column " + names.get(i) + " has another length");
            }
            for (double value : copy[i]) {
                if (Double.isInfinite(value)) {
                    throw new IllegalArgumentException("column " + names.get(i) + " holds an infinite value");
                }
            }
        }
        return names.isEmpty() ? NONE : new Covariates(start, List.copyOf(names), copy);
    }

    /** The names of the columns, in their order. */
    public List<String> names() {
        return names;
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /**
     * A column over the hours from an instant on: {@code hours} values, NaN where unknown or outside.
     *
     * @throws IllegalArgumentException when there is no such column, or the instant is off the hourly grid
     */
    public double[] column(String name, Instant from, int hours) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no covariate " + name + " among " + names);
        }
        Series column = Series.hourly(start, columns[index]);
        return column.values(from, from.plusSeconds(3600L * hours));
    }

    @Override
    public String toString() {
        return "Covariates[" + start + ", " + names + "]";
    }
}
