package dev.calima.batch.quality;

import dev.calima.sql.type.QualityRule;
import java.util.Arrays;

/**
 * The measured steps of one series in the order of time: those that the publisher calls valid and that no sentinel or future
 * period is. Used again for the next series. Not thread-safe.
 */
public final class Track {

    private static final int FIRST_STEPS = 1024;

    private int[] at;
    private float[] values;
    private byte[] bits;
    private int size;
    private int implausible;
    private float highest;
    private float lowestPositive;

    public Track() {
        this(FIRST_STEPS);
    }

    private Track(int capacity) {
        at = new int[capacity];
        values = new float[capacity];
        bits = new byte[capacity];
        clear();
    }

    /** Forgets all steps. */
    public void clear() {
        size = 0;
        implausible = 0;
        highest = Float.NEGATIVE_INFINITY;
        lowestPositive = Float.POSITIVE_INFINITY;
    }

    /**
     * Adds a step.
     *
     * @param step its number since 1970-01-01, in the series' own steps; greater than that of the step before
     * @param value a number, in the parameter's unit
     * @param isImplausible whether it lies outside the parameter's plausible range: then it only tells of the unit
     */
    public void add(int step, float value, boolean isImplausible) {
        if (size == at.length) {
            at = Arrays.copyOf(at, size * 2 + 1);
            values = Arrays.copyOf(values, size * 2 + 1);
            bits = Arrays.copyOf(bits, size * 2 + 1);
        }
        at[size] = step;
        values[size] = value;
        highest = Math.max(highest, value);
        lowestPositive = value > 0 ? Math.min(lowestPositive, value) : lowestPositive;
        if (isImplausible) {
            bits[size] = (byte) QualityRule.IMPLAUSIBLE.bit();
            implausible++;
        } else {
            bits[size] = 0;
        }
        size++;
    }

    /** How many steps there are. */
    public int size() {
        return size;
    }

    /** Number of the i-th step since 1970-01-01. */
    public int at(int i) {
        return at[i];
    }

    /** Bits of the rules that need its neighbours and speak against the i-th step. */
    public byte bits(int i) {
        return (byte) (bits[i] & QualityRule.CONTEXT);
    }

    float value(int i) {
        return values[i];
    }

    boolean isPlausible(int i) {
        return (bits[i] & QualityRule.IMPLAUSIBLE.bit()) == 0;
    }

    void mark(int i, QualityRule rule) {
        bits[i] |= (byte) rule.bit();
    }

    int[] steps() {
        return at;
    }

    float[] values() {
        return values;
    }

    /** Index of the first step with this number or a greater one; the size when there is none. */
    int indexFrom(int step) {
        int found = Arrays.binarySearch(at, 0, size, step);
        return found < 0 ? -found - 1 : found;
    }

    /** The highest value; negative infinity when there is none. */
    float highest() {
        return highest;
    }

    /** The lowest value above 0; infinity when there is none. */
    float lowestPositive() {
        return lowestPositive;
    }

    boolean isAllPlausible() {
        return implausible == 0;
    }

    /** The plausible steps alone. */
    Track plausible() {
        Track track = new Track(size);
        for (int i = 0; i < size; i++) {
            if (isPlausible(i)) {
                track.add(at[i], values[i], false);
            }
        }
        return track;
    }

    /** Takes over the bits of the plausible steps. */
    void takeBits(Track plausible) {
        int next = 0;
        for (int i = 0; i < size; i++) {
            if (isPlausible(i)) {
                bits[i] |= plausible.bits[next++];
            }
        }
    }
}
