package dev.calima.batch.aggregate.compute;

import java.util.Locale;

/** What the value of a longer period is, as {@code parameter.averaging} says. */
public enum Averaging {
    /** The mean of the steps. */
    MEAN,
    /** The steps are amounts, such as rain: their sum counts too. */
    TOTAL,
    /**
     * A direction in degrees: the mean of the unit vectors, each step counting the same (the speed is another series). Where
     * they cancel each other out there is none. Least, greatest and quantiles of a circle make no sense.
     */
    DIRECTION;

    /** @throws IllegalArgumentException when there is none of this name */
    public static Averaging of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
