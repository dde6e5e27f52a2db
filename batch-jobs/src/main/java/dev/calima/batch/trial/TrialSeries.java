package dev.calima.batch.trial;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Series;
import java.time.Instant;

/**
 * A series that a trial is made on.
 *
 * @param name as in the file, or network/station/parameter
 * @param hours what may be used, NaN where missing
 * @param known covariates of the same hours and of those ahead
 * @param origin first hour after what may be used: where a forecast begins
 * @param dayTypes its clock and calendar
 */
record TrialSeries(String name, Series hours, Covariates known, Instant origin, DayTypes dayTypes) {}
