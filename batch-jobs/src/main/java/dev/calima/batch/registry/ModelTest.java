package dev.calima.batch.registry;

import dev.calima.batch.config.Promotion;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.backtest.OriginLosses;
import dev.calima.forecasting.backtest.PairedLosses;
import dev.calima.forecasting.backtest.PairedTest;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate beats an opponent.
 *
 * @param opponentModelId the champion; null for the seasonal naive
 * @param rule the test and its level
 * @param origins from which both have a loss
 * @param result null when it could not be tested
 * @param problem why not; null when it was
 */
record ModelTest(
        @Nullable Long opponentModelId,
        Promotion rule,
        int origins,
        PairedTest.@Nullable Result result,
        @Nullable String problem) {

    static ModelTest of(
            @Nullable Long opponent, Promotion rule, Horizon horizon, OriginLosses own, OriginLosses other) {
        PairedLosses paired = PairedLosses.of(own, other);
        if (paired.size() < PairedTest.LEAST_ORIGINS) {
            return impossible(
                    opponent,
                    rule,
                    paired.size(),
                    "only " + paired.size() + " past origins in common, " + PairedTest.LEAST_ORIGINS + " needed");
        }
        return new ModelTest(
                opponent, rule, paired.size(), rule.test().test(paired.gains(), paired.overlap(horizon)), null);
    }

    static ModelTest impossible(@Nullable Long opponent, Promotion rule, int origins, String problem) {
        return new ModelTest(opponent, rule, origins, null, problem);
    }

    boolean isBeaten() {
        return result != null && result.pValue() <= rule.level();
    }
}
