package dev.calima.batch.observation;

import dev.calima.batch.observation.StepRule.Decision;
import dev.calima.sql.type.QualityFlag;
import java.util.Arrays;

/**
 * UTC days of series being gathered, in flat arrays that are used again for the next chunk: a million values leave nothing to
 * collect. A step that comes twice follows the same rule as one that is in the database already. Not thread-safe.
 */
public final class DayTable {

    /** A step came for the first time. */
    public static final int FIRST = 0;
    /** A step came again and says nothing else, or is outranked by what came before. */
    public static final int SAME = 1;
    /** A step came again with another value or validity, which has taken the place of the first. */
    public static final int CONTRADICTS = 2;

    private static final int FIRST_DAYS = 1 << 10;
    private static final int FIRST_STEPS = FIRST_DAYS * 24;
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio: scatters neighbouring keys

    private static final byte UNKNOWN = 0;
    private static final byte CHANGED = 1;
    private static final byte UNCHANGED = 2;

    private int count;
    private long[] keys = new long[FIRST_DAYS];
    private int[] offsets = new int[FIRST_DAYS + 1];
    private byte[] roundedTo = new byte[FIRST_DAYS];
    private byte[] states = new byte[FIRST_DAYS];

    private float[] values = new float[FIRST_STEPS];
    private byte[] flags = new byte[FIRST_STEPS];
    private byte[] quality = new byte[FIRST_STEPS];
    private int[] lines = new int[FIRST_STEPS];

    private int[] slots = new int[FIRST_DAYS * 4]; // index + 1 of a day, by its key
    private int recent;

    /** Forgets all days. */
    public void clear() {
        Arrays.fill(flags, 0, offsets[count], QualityFlag.ABSENT);
        Arrays.fill(
                quality, 0, offsets[count], (byte) 0); // or a step that is absent would have the bits of another day
        Arrays.fill(slots, 0);
        count = 0;
        recent = 0;
    }

    /** How many days there are. */
    public int count() {
        return count;
    }

    /** Steps that the days have, whether they are there or not. */
    public int steps() {
        return offsets[count];
    }

    /** Whether it holds nothing. */
    public boolean isEmpty() {
        return count == 0;
    }

    /**
     * Index of a day, made empty when it is not there.
     *
     * @param steps how many steps a day of the series has
     * @param decimals a number that can be the stored one rounded to so many is no correction; -1 when each difference is
     */
    public int day(int seriesId, int epochDay, int steps, int decimals) {
        long key = key(seriesId, epochDay);
        if (count > 0 && keys[recent] == key) {
            return recent;
        }
        int slot = slot(key);
        if (slots[slot] == 0) {
            if ((count + 1) * 2 > slots.length) {
                widenSlots();
                slot = slot(key);
            }
            slots[slot] = append(key, steps, decimals) + 1;
        }
        recent = slots[slot] - 1;
        return recent;
    }

    /** Index of a day; -1 when it is not there. */
    int find(int seriesId, int epochDay) {
        return slots[slot(key(seriesId, epochDay))] - 1;
    }

    private int append(long key, int steps, int decimals) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2 + 1);
            roundedTo = Arrays.copyOf(roundedTo, count * 2);
            states = Arrays.copyOf(states, count * 2);
        }
        int end = offsets[count] + steps;
        if (end > values.length) {
            int size = Math.max(values.length * 2, end);
            values = Arrays.copyOf(values, size);
            flags = Arrays.copyOf(flags, size);
            quality = Arrays.copyOf(quality, size);
            lines = Arrays.copyOf(lines, size);
        }
        keys[count] = key;
        roundedTo[count] = (byte) decimals;
        states[count] = UNKNOWN;
        offsets[count + 1] = end;
        return count++;
    }

    /**
     * Puts a step; what came before for the same step is kept or gives way.
     *
     * @param day index of the day
     * @param place of the step, from 0
     * @param line index of the line that says so
     * @return {@link #FIRST}, {@link #SAME} or {@link #CONTRADICTS}
     */
    public int put(int day, int place, float value, byte flag, byte bits, int line) {
        int at = offsets[day] + place;
        int found = FIRST;
        if (flags[at] != QualityFlag.ABSENT) {
            Decision decision = StepRule.decide(flags[at], values[at], flag, value, roundedTo[day]);
            if (decision == Decision.OUTRANKED) {
                return SAME;
            }
            if (decision == Decision.SAME) {
                quality[at] = bits;
                flags[at] = QualityFlag.with(flag, bits);
                return SAME;
            }
            found = CONTRADICTS;
        }
        values[at] = value;
        flags[at] = flag;
        quality[at] = bits;
        lines[at] = line;
        return found;
    }

    /** Value of a step that is there. */
    public float value(int day, int place) {
        return values[offsets[day] + place];
    }

    /** Flag of a step; {@link QualityFlag#ABSENT} when it is not there. */
    public byte flag(int day, int place) {
        return flags[offsets[day] + place];
    }

    /** Index of the line that said a step that is there. */
    public int line(int day, int place) {
        return lines[offsets[day] + place];
    }

    int seriesId(int day) {
        return (int) (keys[day] >> Integer.SIZE);
    }

    int epochDay(int day) {
        return (int) keys[day] ^ Integer.MIN_VALUE;
    }

    /** Where the steps of a day begin in the arrays. */
    int offset(int day) {
        return offsets[day];
    }

    int steps(int day) {
        return offsets[day + 1] - offsets[day];
    }

    int decimals(int day) {
        return roundedTo[day];
    }

    float[] values() {
        return values;
    }

    byte[] flags() {
        return flags;
    }

    byte[] quality() {
        return quality;
    }

    int[] lines() {
        return lines;
    }

    /** Forgets which days are there, before they are looked up (once more). */
    void nothingIsStored() {
        Arrays.fill(states, 0, count, UNKNOWN);
    }

    /** Notes that the day is in the database, and whether it has to change. */
    void stored(int day, boolean changes) {
        states[day] = changes ? CHANGED : UNCHANGED;
    }

    /** Whether it is in the database. */
    boolean isStored(int day) {
        return states[day] != UNKNOWN;
    }

    /** Whether it is in the database and has nothing to change there. */
    boolean isUnchanged(int day) {
        return states[day] == UNCHANGED;
    }

    /** The indices in the order of the table's key, so that two writers never wait for each other in a circle. */
    int[] order() {
        long[] sorted = Arrays.copyOf(keys, count);
        Arrays.sort(sorted);
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = slots[slot(sorted[i])] - 1;
        }
        return order;
    }

    /** Orders by series, then by day, as a signed number. */
    private static long key(int seriesId, int epochDay) {
        return ((long) seriesId << Integer.SIZE) | Integer.toUnsignedLong(epochDay ^ Integer.MIN_VALUE);
    }

    private int slot(long key) {
        int mask = slots.length - 1;
        int slot = (int) ((key * SPREAD) >>> Integer.SIZE) & mask;
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void widenSlots() {
        slots = new int[slots.length * 2];
        for (int day = 0; day < count; day++) {
            slots[slot(keys[day])] = day + 1;
        }
    }
}
