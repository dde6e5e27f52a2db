package dev.calima.batch.ingest.validate;

import dev.calima.batch.ingest.validate.Unit.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * From a publisher's unit to ours: {@code stored = factor x published + offset}.
 *
 * @param factor what to multiply a published number by
 * @param offset what to add afterwards, in the stored unit
 */
record UnitConversion(double factor, double offset) {

    /** The number is stored as it is published. */
    static final UnitConversion SAME = new UnitConversion(1, 0);

    /**
     * The conversion of numbers in {@code from} to {@code to}. Units may be spelt in the usual manners, see {@link Unit}.
     *
     * @param parameter what is measured: shares of the air's volume ({@code ppm}, {@code ppb}) become masses, and masses
     *     shares, for gases of a known molar mass only, see {@link Gas}
     * @param gasTemperature °C at which they do
     * @throws IllegalArgumentException when none leads from one to the other; the message says why
     */
    static UnitConversion of(String from, String to, String parameter, double gasTemperature) {
        if (from.equals(to)) {
            return SAME;
        }
        Unit published = known(from);
        Unit stored = known(to);
        double weight = 1;
        if (published.dimension() != stored.dimension()) {
            weight = weight(published, stored, parameter, gasTemperature);
            if (Double.isNaN(weight)) {
                throw new IllegalArgumentException("nothing leads from " + from + " to " + to + " for " + parameter);
            }
        }
        double factor = published.factor() * weight / stored.factor();
        double offset = (published.offset() * weight - stored.offset()) / stored.factor();
        return factor == 1 && offset == 0 ? SAME : new UnitConversion(factor, offset);
    }

    private static Unit known(String spelling) {
        @Nullable Unit unit = Unit.find(spelling);
        if (unit == null) {
            throw new IllegalArgumentException("'" + spelling + "' is no unit that is known");
        }
        return unit;
    }

    /** Base units of {@code to} in one of {@code from}, which measure different things; NaN when nothing leads there. */
    private static double weight(Unit from, Unit to, String parameter, double gasTemperature) {
        @Nullable Double grams = Gas.gramsOfCubicMetre(parameter, gasTemperature);
        if (grams == null) {
            return Double.NaN;
        }
        if (from.dimension() == Dimension.VOLUME_SHARE && to.dimension() == Dimension.MASS_CONCENTRATION) {
            return grams;
        }
        if (from.dimension() == Dimension.MASS_CONCENTRATION && to.dimension() == Dimension.VOLUME_SHARE) {
            return 1 / grams;
        }
        return Double.NaN;
    }

    /** A published number in the stored unit. */
    double stored(double published) {
        return factor * published + offset;
    }
}
