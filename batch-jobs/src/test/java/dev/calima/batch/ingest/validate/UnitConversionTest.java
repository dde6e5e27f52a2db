package dev.calima.batch.ingest.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitConversionTest {

    /**
     * Published factors at 20 °C and 1013 mbar: "Conversion Factors Between ppb and µg m-3 and ppm and mg m-3"
     * (Department for Environment, Food and Rural Affairs, UK-AIR). They are rounded, and their molar volumes differ by a
     * little among them: 0.1 %.
     */
    @ParameterizedTest
    @CsvSource({
        "no2, ppb, µg/m³, 1.9125",
        "o3,  ppb, µg/m³, 1.9957",
        "so2, ppb, µg/m³, 2.6609",
        "no,  ppb, µg/m³, 1.2471",
        "nox, ppb, µg/m³, 1.9125",
        "co,  ppm, mg/m³, 1.1642"
    })
    void sharesOfTheAirAt20DegreesAgreeWithPublishedFactors(String parameter, String from, String to, double factor) {
        UnitConversion conversion = UnitConversion.of(from, to, parameter, 20);
        assertThat(conversion.stored(1)).isCloseTo(factor, withPercentage(0.1));
        assertThat(UnitConversion.of(to, from, parameter, 20).stored(factor)).isCloseTo(1, withPercentage(0.1));
    }

    /** The factors in use where 25 °C and 1 atm are the reference: molar mass by 24.45 l/mol (US EPA, 40 CFR 50). */
    @ParameterizedTest
    @CsvSource({"no2, 1.88", "o3, 1.96", "so2, 2.62", "no, 1.23"})
    void theTemperatureOfTheGasCounts(String parameter, double factor) {
        assertThat(UnitConversion.of("ppb", "µg/m³", parameter, 25).stored(1)).isCloseTo(factor, offset(0.005));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00b5g/m\u00b3",
                "\u03bcg/m\u00b3",
                "ug/m3",
                "UG/M3",
                "µg/m3",
                "µg m-3",
                "µg·m⁻³",
                "µg/m^3",
                "\u00b5g / m\u00b3",
                "\u00c2\u00b5g/m\u00c2\u00b3",
                "ug.m-3"
            })
    void microgramsAreSpeltInManyWays(String spelling) {
        assertThat(UnitConversion.of(spelling, "µg/m³", "pm25", 20)).isEqualTo(UnitConversion.SAME);
        assertThat(UnitConversion.of(spelling, "mg/m³", "pm25", 20).stored(1500))
                .isCloseTo(1.5, offset(1e-12));
    }

    @ParameterizedTest
    @CsvSource({
        "mg/m³, µg/m³, 0.42, 420",
        "ng/m3, µg/m³, 850, 0.85",
        "K, °C, 273.15, 0",
        "k, °C, 270.475, -2.675",
        "°F, °C, 212, 100",
        "F, °C, -40, -40",
        "c, °C, 21.5, 21.5",
        "ºC, °C, 21.5, 21.5",
        "Pa, hPa, 101325, 1013.25",
        "mb, hPa, 1013.25, 1013.25",
        "kPa, hPa, 101.325, 1013.25",
        "km/h, m/s, 36, 10",
        "km h-1, m/s, 36, 10",
        "knots, m/s, 10, 5.1444",
        "kn, m/s, 10, 5.1444",
        "mph, m/s, 10, 4.4704",
        "fraction, %, 0.53, 53",
        "percent, %, 53, 53",
        "l/m2, mm, 4.2, 4.2",
        "deg, °, 270, 270",
        "W/m2, W/m², 800, 800"
    })
    void otherUnits(String from, String to, double published, double stored) {
        assertThat(UnitConversion.of(from, to, "temperature", 20).stored(published))
                .isCloseTo(stored, offset(5e-5));
    }

    @Test
    void onlyGasesOfKnownMassHaveOne() {
        for (String parameter : new String[] {"pm25", "thc", "nmhc", "temperature"}) {
            assertThatThrownBy(() -> UnitConversion.of("ppm", "µg/m³", parameter, 20))
                    .hasMessageContaining("nothing leads from ppm to µg/m³ for " + parameter);
        }
    }

    @Test
    void whatIsNoUnitIsSaidToBeNone() {
        assertThatThrownBy(() -> UnitConversion.of("particles/cm³", "µg/m³", "pm25", 20))
                .hasMessageContaining("'particles/cm³' is no unit that is known");
        assertThatThrownBy(() -> UnitConversion.of("%", "µg/m³", "no2", 20)).hasMessageContaining("nothing leads");
        assertThat(UnitConversion.of("index", "index", "aqi", 20)).isEqualTo(UnitConversion.SAME);
    }
}
