package dev.calima.batch.attached;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Series;

/**
 * One series of an attached file.
 *
 * @param name as the column {@code series} says; {@code series} when there is none
 * @param values its hours, from the first to the last that has a value
 * @param covariates the other columns, from the first to the last hour of the file that has any
 */
public record AttachedSeries(String name, Series values, Covariates covariates) {}
