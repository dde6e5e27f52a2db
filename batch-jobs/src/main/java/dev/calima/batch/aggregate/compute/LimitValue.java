package dev.calima.batch.aggregate.compute;

/**
 * What must not be exceeded.
 *
 * @param id its key
 * @param name for people, such as {@code eu-2008-50 limit hour}
 * @param parameterId the pollutant
 * @param averaging what is compared
 * @param value exceeded by what is greater, in the parameter's unit
 * @param consecutive hours in a row that make one exceedance
 */
public record LimitValue(int id, String name, int parameterId, Mean averaging, float value, int consecutive) {

    /** What is compared. */
    public enum Mean {
        /** Means of hours. */
        HOUR,
        /** Means of local days with enough values. */
        DAY,
        /** The greatest running 8-hour mean of local days with enough of them. */
        MAX_8H,
        /** The mean of what there is of the year. */
        YEAR
    }
}
