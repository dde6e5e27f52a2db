package dev.calima.forecasting.backtest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The loss of an algorithm from each past origin: what a paired test is made of. Immutable.
 *
 * @param origins rising
 * @param losses mean absolute error of the median over the horizon from each of them, in the series' unit; finite
 */
public record OriginLosses(List<Instant> origins, List<Double> losses) {

    public OriginLosses {
        origins = List.copyOf(origins);
        losses = List.copyOf(losses);
        if (origins.size() != losses.size()) {
            throw new IllegalArgumentException(origins.size() + " origins, but " + losses.size() + " losses");
        }
    }

    /** Collects losses in the order of their origins. Not safe for threads. */
    static final class Builder {

        private final List<Instant> origins = new ArrayList<>();
        private final List<Double> losses = new ArrayList<>();

        /** Adds an origin; one from which nothing could be scored, with a NaN, is left out. */
        void add(Instant origin, double loss) {
            if (Double.isFinite(loss)) {
                origins.add(origin);
                losses.add(loss);
            }
        }

        OriginLosses build() {
            return new OriginLosses(origins, losses);
        }
    }
}
