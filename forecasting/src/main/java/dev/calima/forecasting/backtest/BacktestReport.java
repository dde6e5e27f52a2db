package dev.calima.forecasting.backtest;

import java.time.Instant;
import java.util.List;

/**
 * How an algorithm would have done on the history.
 *
 * @param algorithm its name
 * @param firstOrigin first scored origin
 * @param lastOrigin last scored origin
 * @param origins how many origins were scored
 * @param overall scores over the whole horizon
 * @param byLeadDay scores of leads 1..24, 25..48, ...
 * @param skill {@code 1 - MAE / MAE of the seasonal naive} on the same origins and values: above 0 is better than it, 0
 *     for the naive itself, NaN when the naive makes no error
 * @param losses mean absolute error from each scored origin that had a value to compare with
 */
public record BacktestReport(
        String algorithm,
        Instant firstOrigin,
        Instant lastOrigin,
        int origins,
        Scores overall,
        List<Scores> byLeadDay,
        double skill,
        OriginLosses losses) {

    public BacktestReport {
        byLeadDay = List.copyOf(byLeadDay);
    }
}
