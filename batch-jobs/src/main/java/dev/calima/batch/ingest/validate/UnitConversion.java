package dev.calima.batch.ingest.validate;

import java.util.Map;

/**
 * From a publisher's unit to ours: {@code stored = factor x published + offset}.
 *
 * @param factor what to multiply a published number by
 * @param offset what to add afterwards, in the stored unit
 */
record UnitConversion(double factor, double offset) {

    /** The number is stored as it is published. */
    static final UnitConversion SAME = new UnitConversion(1, 0);

    /** Grams of each spelling of a mass per cubic metre. */
    private static final Map<String, Double> GRAMS =
            Map.of("µg/m³", 1e-6, "ug/m3", 1e-6, "μg/m³", 1e-6, "mg/m³", 1e-3, "mg/m3", 1e-3);

    /**
     * The conversion of numbers in {@code from} to {@code to}.
     *
     * @throws IllegalArgumentException when none leads from one to the other
     */
    static UnitConversion of(String from, String to) {
        if (from.equals(to)) {
            return SAME;
        }
        Double fromGrams = GRAMS.get(from);
        Double toGrams = GRAMS.get(to);
        if (fromGrams == null || toGrams == null) {
            throw new IllegalArgumentException("no factor leads from " + from + " to " + to);
        }
        return fromGrams.equals(toGrams) ? SAME : new UnitConversion(fromGrams / toGrams, 0);
    }

    /** A published number in the stored unit. */
    double stored(double published) {
        return factor * published + offset;
    }
}
