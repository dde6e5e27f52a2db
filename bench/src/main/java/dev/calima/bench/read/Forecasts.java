package dev.calima.bench.read;

import dev.calima.bench.Workbench;
import dev.calima.forecasting.QuantileGrid;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Forecasts in the form in which a job issues them, one for each series: 72 hours, every level of the grid. Their numbers are
 * made up: what a reader costs does not depend on them, and learning takes longer than the whole bench.
 */
final class Forecasts {

    private static final int HOURS = 72;
    private static final String ORIGIN = "2019-04-01 00:00Z";

    private Forecasts() {}

    static void issue(Workbench bench) throws SQLException {
        String levels = Arrays.stream(QuantileGrid.DENSE.toArray())
                .mapToObj(Double::toString)
                .collect(Collectors.joining(",", "'{", "}'"));
        bench.execute(
                "INSERT INTO calima.training_run (profile, profile_sha256, data_sha256, parameters, state, series_total)"
                        + " VALUES ('bench', sha256('p'), sha256('d'), '{}', 'done', 0)",
                "INSERT INTO calima.model (training_run_id, series_id, state, algorithm, fitted)"
                        + " SELECT training_run_id, series_id, 'active', 'ridge-direct', '\\x00'"
                        + " FROM calima.training_run, calima.series WHERE profile = 'bench'",
                "INSERT INTO calima.forecast (series_id, model_id, origin, valid_until, step_minutes, method, quantile_levels)"
                        + " SELECT series_id, model_id, '" + ORIGIN + "', timestamptz '" + ORIGIN + "' + interval '"
                        + HOURS
                        + " hours', 60, 'ridge-direct', " + levels + " FROM calima.model",
                "INSERT INTO calima.forecast_value SELECT forecast_id, lead, origin + (lead - 1) * interval '1 hour',"
                        + " (SELECT array_agg((30 + lead * 0.37 + level * 50 + series_id * 0.011)::real ORDER BY level)"
                        + " FROM unnest(quantile_levels) AS level)"
                        + " FROM calima.forecast, generate_series(1, " + HOURS + ") AS lead");
    }
}
