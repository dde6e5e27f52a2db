package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.AirQualityIndex;
import dev.calima.batch.aggregate.compute.CaptureRules;
import dev.calima.batch.aggregate.compute.LimitValue;
import java.util.List;

/**
 * What is computed with: the data of others about how much is enough, good, or too much.
 *
 * @param rules how much must be there
 * @param indices every index
 * @param limits every limit value that is computed
 */
record Standards(CaptureRules rules, List<AirQualityIndex> indices, List<LimitValue> limits) {

    Standards {
        indices = List.copyOf(indices);
        limits = List.copyOf(limits);
    }

    /** The limit values of a pollutant. */
    List<LimitValue> limitsOf(int parameterId) {
        return limits.stream()
                .filter(limit -> limit.parameterId() == parameterId)
                .toList();
    }
}
