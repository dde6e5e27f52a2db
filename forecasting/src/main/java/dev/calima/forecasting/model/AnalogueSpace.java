package dev.calima.forecasting.model;

import dev.calima.forecasting.AnalogueSettings.Space;
import dev.calima.forecasting.prepare.SqrtSpace;

/** The way into a {@link Space} and back. NaN stays NaN, negative values count as 0. */
final class AnalogueSpace {

    private AnalogueSpace() {}

    static double into(Space space, double y) {
        return switch (space) {
            case RAW -> Double.isNaN(y) ? y : Math.max(y, 0);
            case SQRT -> SqrtSpace.into(y);
            case LOG -> Double.isNaN(y) ? y : StrictMath.log1p(Math.max(y, 0));
        };
    }

    static double back(Space space, double value) {
        return switch (space) {
            case RAW -> Math.max(value, 0);
            case SQRT -> SqrtSpace.back(value);
            case LOG -> Math.max(StrictMath.expm1(value), 0);
        };
    }
}
