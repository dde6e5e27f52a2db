package dev.calima.forecasting.backtest;

import java.util.List;

/**
 * The choice between entrants: the greatest backtest skill wins, and the seasonal naive, with skill 0, is always among
 * them. So nothing is chosen that would not have beaten it.
 *
 * @param chosen name of the winner
 * @param reports one per entrant that could be backtested, in the order of entry, the seasonal naive first
 */
public record ModelSelection(String chosen, List<BacktestReport> reports) {

    private static final int LEAST_ORIGINS = 5;

    public ModelSelection {
        reports = List.copyOf(reports);
    }

    /**
     * Chooses. An entrant scored on fewer than 5 origins, or whose skill is not a number, cannot win; ties go to the
     * earlier entrant.
     *
     * @param reports the seasonal naive first
     */
    public static ModelSelection among(List<BacktestReport> reports) {
        BacktestReport best = reports.getFirst();
        double bestSkill = 0;
        for (BacktestReport report : reports) {
            if (report.origins() >= LEAST_ORIGINS && report.skill() > bestSkill) {
                best = report;
                bestSkill = report.skill();
            }
        }
        return new ModelSelection(best.algorithm(), reports);
    }

    /** Skill of the winner against another entrant, {@code 1 - MAE / its MAE}; NaN when it did not take part. */
    public double skillAgainst(String algorithm) {
        for (BacktestReport report : reports) {
            if (report.algorithm().equals(algorithm)) {
                return 1 - winner().overall().mae() / report.overall().mae();
            }
        }
        return Double.NaN;
    }

    /** The report of the winner. */
    public BacktestReport winner() {
        return reports.stream()
                .filter(report -> report.algorithm().equals(chosen))
                .findFirst()
                .orElseThrow();
    }
}
