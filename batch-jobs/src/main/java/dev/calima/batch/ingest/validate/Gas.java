package dev.calima.batch.ingest.validate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gases: how much one part of the air's volume weighs. As an ideal gas, {@code mass by volume = share x M x p / (R x T)},
 * with the molar mass M, p = 101.3 kPa and the temperature T that the feed's {@code gas-temperature} says (20 °C, as
 * Directive 2008/50/EC, annex VI B, and 2024/2881 ask of gaseous pollutants: 293 K and 101.3 kPa).
 *
 * <p>Molar masses are sums of the abridged standard atomic weights of IUPAC (2021): H 1.008, C 12.011, N 14.007,
 * O 15.999, S 32.06. R is the exact 8.314462618 J/(mol K) of the SI (CODATA 2018). Nitrogen oxides count as NO2, as the
 * directives say. Total and non-methane hydrocarbons are no one gas and are not here, nor are particles.
 */
final class Gas {

    private static final double GAS_CONSTANT = 8.314462618;
    private static final double PASCAL = 101_300;
    private static final double ZERO_CELSIUS = 273.15;

    private static final double H = 1.008;
    private static final double C = 12.011;
    private static final double N = 14.007;
    private static final double O = 15.999;
    private static final double S = 32.06;
    private static final double NO2 = N + 2 * O;
    private static final double C8H10 = 8 * C + 10 * H;

    /** g/mol, by parameter. */
    private static final Map<String, Double> MOLAR_MASSES = Map.ofEntries(
            Map.entry("so2", S + 2 * O),
            Map.entry("co", C + O),
            Map.entry("no", N + O),
            Map.entry("no2", NO2),
            Map.entry("nox", NO2),
            Map.entry("o3", 3 * O),
            Map.entry("ch4", C + 4 * H),
            Map.entry("benzene", 6 * C + 6 * H),
            Map.entry("toluene", 7 * C + 8 * H),
            Map.entry("ethylbenzene", C8H10),
            Map.entry("m_xylene", C8H10),
            Map.entry("p_xylene", C8H10),
            Map.entry("o_xylene", C8H10));

    private Gas() {}

    /**
     * Grams that a cubic metre of a gas weighs; null when the parameter is no gas of a known molar mass.
     *
     * @param celsius its temperature in °C, above -273.15
     */
    static @Nullable Double gramsOfCubicMetre(String parameter, double celsius) {
        @Nullable Double molarMass = MOLAR_MASSES.get(parameter);
        return molarMass == null ? null : molarMass * PASCAL / (GAS_CONSTANT * (celsius + ZERO_CELSIUS));
    }
}
