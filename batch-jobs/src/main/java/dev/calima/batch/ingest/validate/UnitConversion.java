package dev.calima.batch.ingest.validate;

import java.util.Map;

/** From a publisher's unit to ours, where a plain factor does it. */
final class UnitConversion {

    /** Grams of each spelling of a mass per cubic metre. */
    private static final Map<String, Double> GRAMS =
            Map.of("µg/m³", 1e-6, "ug/m3", 1e-6, "μg/m³", 1e-6, "mg/m³", 1e-3, "mg/m3", 1e-3);

    private UnitConversion() {}

    /**
     * What to multiply a number in {@code from} by to have it in {@code to}.
     *
     * @throws IllegalArgumentException when no factor leads from one to the other
     */
    static double factor(String from, String to) {
        if (from.equals(to)) {
            return 1;
        }
        Double fromGrams = GRAMS.get(from);
        Double toGrams = GRAMS.get(to);
        if (fromGrams == null || toGrams == null) {
            throw new IllegalArgumentException("no factor leads from " + from + " to " + to);
        }
        return fromGrams.equals(toGrams) ? 1 : fromGrams / toGrams;
    }
}
