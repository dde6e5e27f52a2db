package dev.calima.bench.forecast;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.prepare.GapFilling;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The protocol's baseline: the last day again, with plain split conformal intervals. The error of lead h at past origins,
 * three days apart, leads h-2 to h+2 together, unweighted; an origin counts once its 72 hours are over.
 */
final class NaiveBaseline {

    private static final int LEADS = 72;
    private static final int NEIGHBOURS = 2;

    private final Series series;
    private final double[] filled;
    private final List<List<Double>> errors = new ArrayList<>();
    private Instant next;

    /** @param warmUp the first origin whose errors count */
    NaiveBaseline(Series series, Instant warmUp) {
        this.series = series;
        filled = GapFilling.fill(series.toArray(), 24);
        next = warmUp;
        for (int lead = 0; lead < LEADS; lead++) {
            errors.add(new ArrayList<>());
        }
    }

    private double[] points(Instant origin) {
        int q = (int) series.indexOf(origin);
        double[] points = new double[LEADS];
        for (int k = 0; k < LEADS; k++) {
            points[k] = filled[q - 24 + k % 24];
        }
        return points;
    }

    /** The baseline from an origin; origins must increase. */
    Forecast at(Instant origin) {
        while (!next.plus(Duration.ofHours(LEADS)).isAfter(origin)) {
            double[] points = points(next);
            for (int k = 0; k < LEADS; k++) {
                double error = series.at(next.plus(Duration.ofHours(k))) - points[k];
                if (!Double.isNaN(error)) {
                    errors.get(k).add(error);
                }
            }
            next = next.plus(Duration.ofDays(3));
        }
        double[] points = points(origin);
        double[][] rows = new double[LEADS][QuantileGrid.DENSE.size()];
        for (int k = 0; k < LEADS; k++) {
            List<Double> pool = new ArrayList<>();
            for (int near = Math.max(0, k - NEIGHBOURS); near <= Math.min(LEADS - 1, k + NEIGHBOURS); near++) {
                pool.addAll(errors.get(near));
            }
            Collections.sort(pool);
            double floor = 0;
            for (int i = 0; i < rows[k].length; i++) {
                floor = Math.max(floor, points[k] + quantile(pool, QuantileGrid.DENSE.level(i)));
                rows[k][i] = floor;
            }
        }
        return Forecast.of("seasonal-naive-24", origin, QuantileGrid.DENSE, rows);
    }

    /** Midpoint positions, linear between, the outermost value beyond. */
    private static double quantile(List<Double> sorted, double level) {
        if (sorted.isEmpty()) {
            return 0;
        }
        double position = Math.clamp(level * sorted.size() - 0.5, 0, sorted.size() - 1.0);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (position - below) * (sorted.get(above) - sorted.get(below));
    }
}
