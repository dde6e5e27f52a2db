package dev.calima.batch.observation;

import java.util.Arrays;

/**
 * What became of each line of a chunk: the best that became of any of its values. A line is one number, however many readings
 * it gives. Used again for the next chunk. Not thread-safe.
 */
public final class LineOutcomes {

    /** Left out on purpose. */
    public static final byte IGNORED = 1;
    /** Refused, the line or a value of it. */
    public static final byte REJECTED = 2;
    /** A value was there already. */
    public static final byte UNCHANGED = 3;
    /** A value was changed. */
    public static final byte REVISED = 4;
    /** A value was new. */
    public static final byte INSERTED = 5;

    private static final int FIRST_SIZE = 1 << 12;

    private long[] numbers = new long[FIRST_SIZE];
    private byte[] outcomes = new byte[FIRST_SIZE];
    private int count;
    private boolean firstIsCounted;

    /**
     * Begins a new chunk.
     *
     * @param counted number of the line that the chunk before has counted; it may go on here and is not counted again
     */
    public void begin(long counted) {
        count = 0;
        firstIsCounted = counted > 0;
        if (firstIsCounted) {
            add(counted);
        }
    }

    /** Index of a line; lines come in their order, several times each. */
    public int line(long number) {
        if (count == 0 || numbers[count - 1] != number) {
            add(number);
        }
        return count - 1;
    }

    private void add(long number) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, count * 2);
            outcomes = Arrays.copyOf(outcomes, count * 2);
        }
        numbers[count] = number;
        outcomes[count] = 0;
        count++;
    }

    /** Number in the file of the line with this index. */
    public long number(int line) {
        return numbers[line];
    }

    /** Notes what became of a line, or of a value of it. */
    public void mark(int line, byte outcome) {
        if (outcomes[line] < outcome) {
            outcomes[line] = outcome;
        }
    }

    /** Adds up; a line of which nothing is noted says nothing, and so changes nothing. */
    public LineSum sum() {
        int[] sums = new int[INSERTED + 1];
        for (int line = firstIsCounted ? 1 : 0; line < count; line++) {
            sums[outcomes[line]]++;
        }
        return new LineSum(
                sums[INSERTED], sums[REVISED], sums[UNCHANGED] + (long) sums[0], sums[REJECTED], sums[IGNORED]);
    }
}
