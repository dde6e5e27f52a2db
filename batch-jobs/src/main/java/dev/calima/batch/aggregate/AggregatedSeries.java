package dev.calima.batch.aggregate;

import dev.calima.batch.aggregate.compute.Averaging;
import dev.calima.batch.aggregate.compute.StepGrid;

/**
 * A series and how it is rolled up.
 *
 * @param seriesId its key
 * @param label station and parameter, for people
 * @param parameterId what is measured
 * @param grid where its steps lie
 * @param averaging what a longer period's value is
 * @param eightHour whether the greatest running 8-hour mean of each day is asked for
 */
record AggregatedSeries(
        int seriesId, String label, int parameterId, StepGrid grid, Averaging averaging, boolean eightHour) {}
