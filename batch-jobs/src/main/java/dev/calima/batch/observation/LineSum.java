package dev.calima.batch.observation;

/**
 * Lines by what became of them; each line is in one of the five.
 *
 * @param loaded brought at least one new value
 * @param revised brought no new value, but changed at least one
 * @param unchanged changed nothing
 * @param rejected refused whole, or every value of it
 * @param ignored left out on purpose
 */
public record LineSum(long loaded, long revised, long unchanged, long rejected, long ignored) {

    /** All of them. */
    public long read() {
        return loaded + revised + unchanged + rejected + ignored;
    }
}
