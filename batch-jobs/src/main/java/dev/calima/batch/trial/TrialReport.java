package dev.calima.batch.trial;

import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.backtest.ModelSelection;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The backtest of every entrant as plain maps, in the names of the records that hold it, so that a score that is added there
 * cannot be forgotten here. What is no number is null.
 */
final class TrialReport {

    private TrialReport() {}

    static Map<String, @Nullable Object> of(ModelSelection selection) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("chosen", selection.chosen());
        all.put("entrants", selection.reports().stream().map(TrialReport::of).toList());
        return all;
    }

    private static Map<String, @Nullable Object> of(BacktestReport report) {
        return plain(report);
    }

    private static Map<String, @Nullable Object> plain(Record record) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            try {
                values.put(component.getName(), value(component.getAccessor().invoke(record)));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component.getName() + " of a report", e);
            }
        }
        return values;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Double number -> Double.isFinite(number) ? number : null;
            case Horizon horizon -> horizon.steps();
            case Instant moment -> moment.toString();
            case Record record -> plain(record);
            case List<?> list -> list.stream().map(TrialReport::value).toList();
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                map.forEach((key, one) -> values.put(String.valueOf(key), value(one)));
                yield values;
            }
            default -> value;
        };
    }
}
