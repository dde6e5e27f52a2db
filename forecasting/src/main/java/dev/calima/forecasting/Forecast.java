package dev.calima.forecasting;

import java.time.Instant;
import java.util.Arrays;

/**
 * Quantiles of the future of one series: one row of quantiles per lead, lead 1 being the step that starts at the
 * origin.
 *
 * <p>Every value is finite and at least 0, and each row increases with the level. Values are in the unit of the series.
 * Immutable.
 */
public final class Forecast {

    private final String method;
    private final Instant origin;
    private final QuantileGrid grid;
    private final double[][] rows;

    private Forecast(String method, Instant origin, QuantileGrid grid, double[][] rows) {
        this.method = method;
        this.origin = origin;
        this.grid = grid;
        this.rows = rows;
    }

    /**
     * @param method name of the algorithm that made it
     * @param origin start of the first forecast step
     * @param rows {@code rows[lead - 1][i]} is the quantile of level {@code grid.level(i)}
     * @throws IllegalArgumentException when a row has the wrong length, a value is not finite or negative, or a row
     *     decreases
     */
    public static Forecast of(String method, Instant origin, QuantileGrid grid, double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = checkedRow(i + 1, rows[i], grid.size());
        }
        return new Forecast(method, origin, grid, copy);
    }

    private static double[] checkedRow(int lead, double[] row, int size) {
        if (row.length != size) {
            throw new IllegalArgumentException("lead " + lead + " has " + row.length + " quantiles, not " + size);
        }
        double previous = 0;
        for (double value : row) {
            if (!Double.isFinite(value) || value < previous) {
                throw new IllegalArgumentException("lead " + lead + " must increase from 0: " + Arrays.toString(row));
            }
            previous = value;
        }
        return row.clone();
    }

    /** Name of the algorithm that made it, for example {@code ridge-direct}. */
    public String method() {
        return method;
    }

    /** Start of the first forecast step; nothing at or after it was known. */
    public Instant origin() {
        return origin;
    }

    public Horizon horizon() {
        return new Horizon(rows.length);
    }

    public QuantileGrid grid() {
        return grid;
    }

    /**
     * Start of the step a lead speaks of.
     *
     * @param lead 1..horizon
     */
    public Instant validFrom(int lead) {
        return origin.plus(Series.HOUR.multipliedBy(checked(lead) - 1L));
    }

    /** The point forecast of a lead (1..horizon): its median. */
    public double median(int lead) {
        return rows[checked(lead) - 1][grid.medianIndex()];
    }

    /** A copy of the quantiles of a lead (1..horizon), one per level of {@link #grid()}. */
    public double[] quantiles(int lead) {
        return rows[checked(lead) - 1].clone();
    }

    /** The quantile of the level at a position of {@link #grid()}. */
    public double quantileAt(int lead, int index) {
        return rows[checked(lead) - 1][index];
    }

    /** The quantile of any level within the grid, linear between neighbouring levels. */
    public double quantile(int lead, double level) {
        return grid.interpolate(rows[checked(lead) - 1], level);
    }

    /**
     * The central interval of a lead.
     *
     * @param lead 1..horizon
     * @param level nominal coverage in [0.50, 0.99]
     * @throws IllegalArgumentException when the level is outside
     */
    public PredictionInterval interval(int lead, double level) {
        if (!(level >= 0.5 && level <= 0.99)) {
            throw new IllegalArgumentException("an interval level must lie in [0.50, 0.99]: " + level);
        }
        double lower = quantile(lead, (1 - level) / 2);
        return new PredictionInterval(lower, Math.max(lower, quantile(lead, (1 + level) / 2)), level);
    }

    /**
     * Probability in [0, 1] that a lead exceeds a value: linear between the quantiles, 0 above the highest and 1 below the
     * lowest of them.
     */
    public double probabilityAbove(int lead, double value) {
        double[] row = rows[checked(lead) - 1];
        if (value < row[0]) {
            return 1;
        }
        int at = 0;
        while (at + 1 < row.length && row[at + 1] <= value) {
            at++;
        }
        if (at + 1 == row.length) {
            return 0;
        }
        double share = (value - row[at]) / (row[at + 1] - row[at]);
        return 1 - (grid.level(at) + share * (grid.level(at + 1) - grid.level(at)));
    }

    /** The same forecast without its first leads, as if issued so many steps later. */
    public Forecast dropFirst(int steps) {
        if (steps == 0) {
            return this;
        }
        return new Forecast(
                method,
                origin.plus(Series.HOUR.multipliedBy(steps)),
                grid,
                Arrays.copyOfRange(rows, steps, rows.length));
    }

    private int checked(int lead) {
        if (lead < 1 || lead > rows.length) {
            throw new IndexOutOfBoundsException("lead " + lead + " is outside 1.." + rows.length);
        }
        return lead;
    }

    /** Same method, origin, levels and bit-identical quantiles. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Forecast that
                && method.equals(that.method)
                && origin.equals(that.origin)
                && grid.equals(that.grid)
                && Arrays.deepEquals(rows, that.rows);
    }

    @Override
    public int hashCode() {
        return 31 * origin.hashCode() + Arrays.deepHashCode(rows);
    }

    @Override
    public String toString() {
        return "Forecast[" + method + ", " + origin + ", " + rows.length + " steps]";
    }
}
