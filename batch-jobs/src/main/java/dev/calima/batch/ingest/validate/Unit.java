package dev.calima.batch.ingest.validate;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A unit of measurement: {@code base = factor x number + offset}, in the base unit of its dimension.
 *
 * @param dimension what it measures
 * @param factor size of one of it in the base unit
 * @param offset where its zero lies, in the base unit
 */
record Unit(Dimension dimension, double factor, double offset) {

    /** What units measure, each with its base unit. */
    enum Dimension {
        /** g/m³. */
        MASS_CONCENTRATION,
        /** Volume (or amount) of a gas by that of the air, 1. */
        VOLUME_SHARE,
        /** K. */
        TEMPERATURE,
        /** Pa. */
        PRESSURE,
        /** m/s. */
        SPEED,
        /** 1. */
        SHARE,
        /** mm, of rain: a litre on a square metre. */
        HEIGHT_OF_WATER,
        /** Degrees. */
        ANGLE,
        /** W/m². */
        IRRADIANCE
    }

    private static final double ZERO_CELSIUS = 273.15;
    private static final double FAHRENHEIT_DEGREE = 5.0 / 9;
    /** 0 K is -459.67 °F. */
    private static final double FAHRENHEIT_OFFSET = 459.67 * FAHRENHEIT_DEGREE;

    private static final double KNOT = 1852.0 / 3600;
    private static final double MILE_PER_HOUR = 1609.344 / 3600;

    /** By spelling, as {@link #plain} leaves it. */
    private static final Map<String, Unit> UNITS = units();

    /** The unit of a spelling; null when it is none that is known. */
    static @Nullable Unit find(String spelling) {
        return UNITS.get(plain(spelling));
    }

    private static Map<String, Unit> units() {
        Map<String, Unit> units = new HashMap<>();
        add(units, Dimension.MASS_CONCENTRATION, 1, "g/m3", "gm-3");
        add(units, Dimension.MASS_CONCENTRATION, 1e-3, "mg/m3", "mgm-3");
        add(units, Dimension.MASS_CONCENTRATION, 1e-6, "ug/m3", "ugm-3", "mcg/m3", "microg/m3", "microgram/m3");
        add(units, Dimension.MASS_CONCENTRATION, 1e-9, "ng/m3", "ngm-3");
        add(units, Dimension.VOLUME_SHARE, 1e-6, "ppm", "ppmv", "umol/mol");
        add(units, Dimension.VOLUME_SHARE, 1e-9, "ppb", "ppbv", "nmol/mol");
        add(units, Dimension.VOLUME_SHARE, 1e-12, "ppt", "pptv", "pmol/mol");
        add(units, Dimension.TEMPERATURE, 1, "k", "kelvin", "degk");
        Unit celsius = new Unit(Dimension.TEMPERATURE, 1, ZERO_CELSIUS);
        add(units, celsius, "c", "degc", "degreec", "degreesc", "celsius", "degreecelsius", "degreescelsius");
        Unit fahrenheit = new Unit(Dimension.TEMPERATURE, FAHRENHEIT_DEGREE, FAHRENHEIT_OFFSET);
        add(units, fahrenheit, "f", "degf", "degreef", "degreesf", "fahrenheit", "degreesfahrenheit");
        add(units, Dimension.PRESSURE, 1, "pa", "pascal");
        add(units, Dimension.PRESSURE, 100, "hpa", "mb", "mbar", "millibar", "hectopascal");
        add(units, Dimension.PRESSURE, 1000, "kpa", "kilopascal");
        add(units, Dimension.SPEED, 1, "m/s", "ms-1", "mps");
        add(units, Dimension.SPEED, 1 / 3.6, "km/h", "kmh", "kmh-1", "kph");
        add(units, Dimension.SPEED, KNOT, "kn", "kt", "kts", "knot", "knots");
        add(units, Dimension.SPEED, MILE_PER_HOUR, "mph", "mp/h", "mi/h");
        add(units, Dimension.SHARE, 1, "1", "fraction");
        add(units, Dimension.SHARE, 0.01, "%", "percent", "pct");
        add(units, Dimension.HEIGHT_OF_WATER, 1, "mm", "l/m2", "lm-2", "kg/m2", "kgm-2");
        add(units, Dimension.HEIGHT_OF_WATER, 10, "cm");
        add(units, Dimension.HEIGHT_OF_WATER, 1000, "m");
        add(units, Dimension.ANGLE, 1, "deg", "degree", "degrees");
        add(units, Dimension.IRRADIANCE, 1, "w/m2", "wm-2");
        return Map.copyOf(units);
    }

    private static void add(Map<String, Unit> units, Dimension dimension, double factor, String... spellings) {
        add(units, new Unit(dimension, factor, 0), spellings);
    }

    private static void add(Map<String, Unit> units, Unit unit, String... spellings) {
        for (String spelling : spellings) {
            units.put(spelling, unit);
        }
    }

    /**
     * Without what is only a manner of writing: both micro signs (U+00B5, U+03BC) and u, both degree signs (U+00B0, and
     * U+00BA which is none), raised and plain digits, ^, dots, blanks and capitals; and the mark (U+00C2) that is left where
     * somebody has read UTF-8 as Latin-1.
     */
    private static String plain(String spelling) {
        StringBuilder plain = new StringBuilder(spelling.length());
        for (int i = 0; i < spelling.length(); i++) {
            char c = spelling.charAt(i);
            switch (c) {
                case '\u00b5', '\u03bc' -> plain.append('u');
                case '\u00b0', '\u00ba' -> plain.append("deg");
                case '\u00b9' -> plain.append('1');
                case '\u00b2' -> plain.append('2');
                case '\u00b3' -> plain.append('3');
                case '\u207b', '\u2212' -> plain.append('-');
                case '^', '*', '.', '\u00b7', ' ', '\u00a0', '\u00c2' -> {
                    // manners of writing
                }
                default -> plain.append(c);
            }
        }
        return plain.toString().toLowerCase(Locale.ROOT);
    }
}
