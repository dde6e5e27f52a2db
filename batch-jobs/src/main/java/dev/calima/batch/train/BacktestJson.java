package dev.calima.batch.train;

import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.backtest.ModelSelection;
import dev.calima.forecasting.backtest.Scores;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The backtest of every entrant as it stands in {@code model.backtest}: the algorithm chosen, and for each entrant its
 * origins, its skill and its scores, overall and by day ahead. A score that is no number is null.
 */
final class BacktestJson {

    private BacktestJson() {}

    static String write(ModelSelection selection) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("chosen", selection.chosen());
        all.put("skillAgainstClimatology", number(selection.skillAgainst("climatology")));
        all.put(
                "entrants",
                selection.reports().stream().map(BacktestJson::entrant).toList());
        return JsonMapper.shared().writeValueAsString(all);
    }

    private static Map<String, @Nullable Object> entrant(BacktestReport report) {
        Map<String, @Nullable Object> entrant = new LinkedHashMap<>();
        entrant.put("algorithm", report.algorithm());
        entrant.put("firstOrigin", report.firstOrigin().toString());
        entrant.put("lastOrigin", report.lastOrigin().toString());
        entrant.put("origins", report.origins());
        entrant.put("skill", number(report.skill()));
        entrant.put("overall", scores(report.overall()));
        entrant.put(
                "byLeadDay",
                report.byLeadDay().stream().map(BacktestJson::scores).toList());
        return entrant;
    }

    private static Map<String, @Nullable Object> scores(Scores scores) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("n", scores.n());
        values.put("mae", number(scores.mae()));
        values.put("rmse", number(scores.rmse()));
        values.put("mase24", number(scores.mase24()));
        values.put("bias", number(scores.bias()));
        values.put("pinball", number(scores.pinball()));
        values.put("coverage50", number(scores.coverage50()));
        values.put("coverage80", number(scores.coverage80()));
        values.put("coverage95", number(scores.coverage95()));
        values.put("width80", number(scores.width80()));
        values.put("mase168", number(scores.mase168()));
        values.put("smape", number(scores.smape()));
        values.put("width50", number(scores.width50()));
        values.put("width95", number(scores.width95()));
        return values;
    }

    private static @Nullable Double number(double value) {
        return Double.isFinite(value) ? Double.valueOf(value) : null;
    }
}
