package dev.calima.forecasting.interval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Point forecasts made from past origins, next to what happened: the material of a calibration. Origins increase; leads
 * are the same for all. Immutable.
 */
public final class PastForecasts {

    private final List<Instant> origins;
    private final double[][] points;
    private final double[][] actuals;
    private final int leads;

    private PastForecasts(List<Instant> origins, double[][] points, double[][] actuals, int leads) {
        this.origins = origins;
        this.points = points;
        this.actuals = actuals;
        this.leads = leads;
    }

    /** Collects past forecasts in the order of their origins. */
    public static final class Builder {

        private final int leads;
        private final List<Instant> origins = new ArrayList<>();
        private final List<double[]> points = new ArrayList<>();
        private final List<double[]> actuals = new ArrayList<>();

        /** For forecasts with so many leads. */
        public Builder(int leads) {
            this.leads = leads;
        }

        /**
         * Adds the forecasts of one origin.
         *
         * @param point one per lead, finite or NaN
         * @param actual one per lead, NaN where unknown: missing, or not yet observed
         */
        public Builder add(Instant origin, double[] point, double[] actual) {
            if (point.length != leads || actual.length != leads) {
                throw new IllegalArgumentException("expected " + leads + " leads from " + origin);
            }
            if (!origins.isEmpty() && !origin.isAfter(origins.getLast())) {
                throw new IllegalArgumentException("origins must increase: " + origin);
            }
            origins.add(origin);
            points.add(point.clone());
            actuals.add(actual.clone());
            return this;
        }

        public PastForecasts build() {
            return new PastForecasts(
                    List.copyOf(origins), points.toArray(double[][]::new), actuals.toArray(double[][]::new), leads);
        }
    }

    /** The forecasts from those origins alone that are among the given ones. */
    public PastForecasts from(Set<Instant> wanted) {
        Builder kept = new Builder(leads);
        for (int i = 0; i < points.length; i++) {
            if (wanted.contains(origins.get(i))) {
                kept.add(origins.get(i), points[i], actuals[i]);
            }
        }
        return kept.build();
    }

    /** The origins, increasing. */
    public List<Instant> origins() {
        return origins;
    }

    public int size() {
        return origins.size();
    }

    public int leads() {
        return leads;
    }

    public Instant origin(int index) {
        return origins.get(index);
    }

    /** Point forecast of an origin; {@code lead} is 1-based. */
    public double point(int index, int lead) {
        return points[index][lead - 1];
    }

    /** What happened, NaN when unknown; {@code lead} is 1-based. */
    public double actual(int index, int lead) {
        return actuals[index][lead - 1];
    }
}
