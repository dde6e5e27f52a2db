package dev.calima.forecasting;

/**
 * How past days are found that resemble now: the parameters of the nearest-neighbour forecast.
 *
 * @param window hours compared, 1..168
 * @param neighbours how many past days are averaged, 1 or more (fewer when there are fewer)
 * @param distance how two windows are compared
 * @param weights how the separation of a neighbour turns into its weight
 * @param space where values are compared and averaged
 * @param dayTypePenalty added to the separation for a full difference in day types, 0 or more
 * @param levelShift share of the difference in level that is carried over, 0..1
 * @param agePenalty added to the separation per year of age, 0 or more
 */
public record AnalogueSettings(
        int window,
        int neighbours,
        Distance distance,
        Weights weights,
        Space space,
        double dayTypePenalty,
        double levelShift,
        double agePenalty) {

    /**
     * What did best over nitrogen dioxide, ozone and particles, April to September 2018, every other station of one city,
     * averaged with a regression; {@code docs/forecasting.md} has the figures.
     */
    public static final AnalogueSettings USUAL =
            new AnalogueSettings(12, 45, Distance.EUCLIDEAN, Weights.INVERSE, Space.SQRT, 2, 0.5, 3);

    public AnalogueSettings {
        if (window < 1 || window > 168) {
            throw new IllegalArgumentException("window must lie in 1..168 hours: " + window);
        }
        if (neighbours < 1 || neighbours > 1000) {
            throw new IllegalArgumentException("neighbours must lie in 1..1000: " + neighbours);
        }
        if (!(levelShift >= 0 && levelShift <= 1)) {
            throw new IllegalArgumentException("levelShift must lie in 0..1: " + levelShift);
        }
        if (!(dayTypePenalty >= 0 && dayTypePenalty <= 1000 && agePenalty >= 0 && agePenalty <= 1000)) {
            throw new IllegalArgumentException("penalties must lie in 0..1000");
        }
    }

    /** How two windows a and b of n hours are compared; s is the standard deviation of the history. */
    public enum Distance {
        /** {@code sqrt(mean (a - b)^2) / s}. */
        EUCLIDEAN,
        /** {@code mean |a - b| / s}. */
        MANHATTAN,
        /** {@code mean |a - b| / (|a| + |b|)}, 0 where both are 0 (Lance and Williams 1967). */
        CANBERRA,
        /** {@code 1 - correlation}; 1 when a window is constant. */
        CORRELATION,
        /**
         * Dynamic time warping (Sakoe and Chiba 1978): the root of the least mean squared difference along a path that
         * may run up to three hours early or late, divided by s.
         */
        DTW
    }

    /** Weight of a neighbour with separation d, where d0 is that of the last neighbour taken. */
    public enum Weights {
        /** 1. */
        UNIFORM,
        /** {@code 1 / d}. */
        INVERSE,
        /** {@code 1 / d^2}. */
        INVERSE_SQUARE,
        /** {@code exp(-(d / d0)^2)}. */
        GAUSSIAN
    }

    /** Where values are compared and averaged. */
    public enum Space {
        /** The unit of the series. */
        RAW,
        /** The square-root space, {@code 2 (sqrt(y + 1) - 1)}. */
        SQRT,
        /** {@code log(y + 1)}. */
        LOG
    }
}
