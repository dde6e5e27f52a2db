package dev.calima.batch.aggregate.compute;

/**
 * A local day of a series, in the parameter's unit; NaN where there is nothing to say.
 *
 * @param expected steps that start in the day
 * @param observed how many of them are usable
 * @param avg their mean
 * @param min the least
 * @param max the greatest
 * @param sum their sum, for amounts
 * @param max8h greatest running 8-hour mean that ends in the day, where it is asked for
 * @param windows8h running 8-hour means that had enough hours; 0 where none is asked for
 */
public record DayAggregate(
        int expected, int observed, float avg, float min, float max, float sum, float max8h, int windows8h) {}
