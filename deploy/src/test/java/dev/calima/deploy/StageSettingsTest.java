package dev.calima.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StageSettingsTest {

    @Test
    void everyProblemIsNamedAtOnce() {
        Map<String, Object> context = Map.of(
                "stage", "prod",
                "minAcu", "9",
                "maxAcu", "8",
                "backupDays", "40",
                "scheduler", "cron",
                "operatorAddresses", "here, 203.0.113.0/24",
                "apiTasks", "1.5");
        assertThatThrownBy(() -> StageSettings.of(key -> context.getOrDefault(key, "")))
                .isInstanceOf(StageSettingsException.class)
                .hasMessageContainingAll(
                        "alertEmail is not set",
                        "minAcu (9.0) must not be above maxAcu (8.0)",
                        "backupDays must be a number from 1.0 to 35.0, but is 40",
                        "scheduler must be one of [service, tasks], but is cron",
                        "one is here",
                        "apiTasks must be a whole number");
    }

    @Test
    void devNeedsNothing() throws Exception {
        StageSettings dev = StageSettings.of(_ -> "");
        assertThat(dev.minAcu()).isZero();
        assertThat(dev.hasSchedulerService()).isFalse();
    }
}
