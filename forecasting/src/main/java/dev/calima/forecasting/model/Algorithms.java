package dev.calima.forecasting.model;

import dev.calima.forecasting.Forecaster;
import java.util.List;
import java.util.Optional;

/** The algorithms there are, by the names that profiles use. */
public final class Algorithms {

    private static final List<Forecaster> ALL = List.of(
            SeasonalNaive.DAILY,
            SeasonalNaive.WEEKLY,
            new Climatology(),
            new RidgeDirect(),
            new KnnAnalogue(),
            new RidgeAnchored(),
            new Theta(),
            new HoltWinters());

    private Algorithms() {}

    /** The algorithm of a name; empty when there is none. */
    public static Optional<Forecaster> find(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Every name. */
    public static List<String> names() {
        return ALL.stream().map(Forecaster::name).toList();
    }
}
