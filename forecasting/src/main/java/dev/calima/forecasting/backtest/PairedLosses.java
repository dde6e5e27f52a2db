package dev.calima.forecasting.backtest;

import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What two algorithms lost from the same past origins. Immutable. */
public final class PairedLosses {

    private static final double DAY_HOURS = 24;

    private final List<Instant> origins;
    private final double[] gains;

    private PairedLosses(List<Instant> origins, double[] gains) {
        this.origins = origins;
        this.gains = gains;
    }

    /** Pairs the losses from the origins that both have. */
    public static PairedLosses of(OriginLosses own, OriginLosses opponent) {
        Map<Instant, Double> others = new HashMap<>();
        for (int i = 0; i < opponent.origins().size(); i++) {
            others.put(opponent.origins().get(i), opponent.losses().get(i));
        }
        List<Instant> common = new ArrayList<>();
        List<Double> gains = new ArrayList<>();
        for (int i = 0; i < own.origins().size(); i++) {
            Double other = others.get(own.origins().get(i));
            if (other != null) {
                common.add(own.origins().get(i));
                gains.add(other - own.losses().get(i));
            }
        }
        return new PairedLosses(
                List.copyOf(common),
                gains.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** How many origins both have. */
    public int size() {
        return gains.length;
    }

    /** Loss of the opponent minus loss of its own, by origin: above 0 its own is better. */
    public double[] gains() {
        return gains.clone();
    }

    /**
     * How many successive origins see a common hour: the steps ahead of the Diebold-Mariano test. From daily origins 3 for 72
     * hours, 1 when no two forecasts overlap.
     */
    public int overlap(Horizon horizon) {
        double days = horizon.steps() / DAY_HOURS;
        long nearest = Long.MAX_VALUE;
        for (int i = 1; i < origins.size(); i++) {
            nearest = Math.min(
                    nearest,
                    Duration.between(origins.get(i - 1), origins.get(i)).dividedBy(Series.HOUR));
        }
        long spacing = nearest == Long.MAX_VALUE ? 1 : Math.max(1, Math.round(nearest / DAY_HOURS)); // clocks change
        return Math.max(1, (int) Math.ceil(days / spacing));
    }
}
