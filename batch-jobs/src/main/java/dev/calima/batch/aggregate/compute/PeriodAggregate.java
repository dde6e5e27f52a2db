package dev.calima.batch.aggregate.compute;

/**
 * A local month or year of a series, from its steps, in the parameter's unit; NaN where there is nothing to say.
 *
 * @param expected steps that start in the period
 * @param observed how many of them are usable
 * @param validDays local days with enough of them for a daily mean
 * @param avg mean
 * @param sd sample standard deviation; NaN for fewer than two values and for directions
 * @param min least; it, the quantiles and the greatest are NaN for directions
 * @param q02 2 % quantile, linear between neighbours
 * @param q25 25 % quantile
 * @param median 50 % quantile
 * @param q75 75 % quantile
 * @param q98 98 % quantile
 * @param max greatest
 * @param sum sum, for amounts
 */
public record PeriodAggregate(
        int expected,
        int observed,
        int validDays,
        float avg,
        float sd,
        float min,
        float q02,
        float q25,
        float median,
        float q75,
        float q98,
        float max,
        float sum) {}
