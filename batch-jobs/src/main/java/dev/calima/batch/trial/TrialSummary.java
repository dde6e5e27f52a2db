package dev.calima.batch.trial;

import dev.calima.forecasting.backtest.BacktestReport;
import dev.calima.forecasting.backtest.ModelSelection;
import dev.calima.forecasting.backtest.Scores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What came of all series of a trial together: plain means over series of each entrant's scores. */
final class TrialSummary {

    private final Map<String, List<BacktestReport>> reports = new LinkedHashMap<>();
    private final Map<String, Integer> chosen = new TreeMap<>();
    private int tested;
    private int issued;
    private int refused;

    void add(ModelSelection selection) {
        tested++;
        chosen.merge(selection.chosen(), 1, Integer::sum);
        for (BacktestReport report : selection.reports()) {
            reports.computeIfAbsent(report.algorithm(), _ -> new ArrayList<>()).add(report);
        }
    }

    void issued() {
        issued++;
    }

    void refused() {
        refused++;
    }

    /**
     * An entrant over all series that it took part in.
     *
     * @param algorithm its name
     * @param series how many
     * @param overall mean scores over the whole horizon, by name
     * @param maeByDay mean MAE of each day ahead
     */
    record Entrant(String algorithm, int series, Map<String, Double> overall, List<Double> maeByDay) {}

    List<Entrant> entrants() {
        List<Entrant> entrants = new ArrayList<>();
        reports.forEach((algorithm, all) -> {
            Map<String, Double> overall = new LinkedHashMap<>();
            overall.put("mae", mean(all, report -> report.overall().mae()));
            overall.put("rmse", mean(all, report -> report.overall().rmse()));
            overall.put("bias", mean(all, report -> report.overall().bias()));
            overall.put("mase24", mean(all, report -> report.overall().mase24()));
            overall.put("crps", 2 * mean(all, report -> report.overall().pinball()));
            overall.put("coverage50", mean(all, report -> report.overall().coverage50()));
            overall.put("coverage80", mean(all, report -> report.overall().coverage80()));
            overall.put("coverage95", mean(all, report -> report.overall().coverage95()));
            overall.put("width80", mean(all, report -> report.overall().width80()));
            overall.put("skill", mean(all, BacktestReport::skill));
            List<Double> byDay = new ArrayList<>();
            int days = all.getFirst().byLeadDay().size();
            for (int day = 0; day < days; day++) {
                int index = day;
                byDay.add(mean(all, report -> day(report, index).mae()));
            }
            entrants.add(new Entrant(algorithm, all.size(), overall, byDay));
        });
        return entrants;
    }

    private static Scores day(BacktestReport report, int day) {
        return report.byLeadDay().get(Math.min(day, report.byLeadDay().size() - 1));
    }

    /** Over those that have one; NaN when none has. */
    private static double mean(List<BacktestReport> all, ToDoubleFunction<BacktestReport> score) {
        return all.stream()
                .mapToDouble(score)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    Map<String, @Nullable Object> report() {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("tested", tested);
        report.put("issued", issued);
        report.put("refused", refused);
        report.put("chosen", chosen);
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (Entrant entrant : entrants()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put("algorithm", entrant.algorithm());
            one.put("series", entrant.series());
            entrant.overall().forEach((name, value) -> one.put(name, Double.isFinite(value) ? value : null));
            one.put(
                    "maeByDay",
                    entrant.maeByDay().stream()
                            .map(value -> Double.isFinite(value) ? value : null)
                            .toList());
            all.add(one);
        }
        report.put("entrants", all);
        return report;
    }
}
