package dev.calima.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingProfileTest {

    private final TrainingProfile profile = TrainingProfile.defaults(SyntheticSeries.DAY_TYPES);

    @Test
    void modelsReachFarEnoughForAnyHourBetweenTwoOriginHours() {
        assertThat(profile.reach().steps()).isEqualTo(72 + 24);
        assertThat(profile.withOriginHours(List.of(0, 6, 12, 18)).reach().steps())
                .isEqualTo(72 + 6);
        assertThat(profile.withOriginHours(List.of(3, 5)).reach().steps()).isEqualTo(72 + 22);
    }

    @Test
    void impossibleSettingsAreNamed() {
        assertThatThrownBy(() -> profile.withOriginHours(List.of(5, 3))).hasMessageContaining("originHours");
        assertThatThrownBy(() -> profile.withOriginHours(List.of(24))).hasMessageContaining("originHours");
        assertThatThrownBy(() -> profile.withBacktest(1, 24, 1)).hasMessageContaining("backtestWindows");
        assertThatThrownBy(() -> profile.withBacktest(60, 25, 1)).hasMessageContaining("backtestSpacingHours");
    }

    @Test
    void holidaysAreSundaysAndHoursAreLocal() {
        DayTypes types = SyntheticSeries.DAY_TYPES;
        assertThat(types.typeOf(LocalDate.of(2023, 1, 5))).isEqualTo(DayTypes.WORKING);
        assertThat(types.typeOf(LocalDate.of(2023, 1, 6))).isEqualTo(DayTypes.SUNDAY);
        assertThat(types.typeOf(LocalDate.of(2023, 1, 7))).isEqualTo(DayTypes.SATURDAY);
        assertThat(types.typeOf(LocalDate.of(2023, 1, 8))).isEqualTo(DayTypes.SUNDAY);
        assertThat(types.hourOf(Instant.parse("2023-07-01T10:00:00Z"))).isEqualTo(12);
        assertThat(types.hourOf(Instant.parse("2023-01-10T10:00:00Z"))).isEqualTo(11);
    }
}
