package dev.calima.batch.aggregate.compute;

import java.util.BitSet;
import java.util.stream.IntStream;

/** A set of days. Not thread-safe. */
public final class DaySet {

    /** Day 0 of the bits: long before any measurement, so that none is negative. */
    private static final int BASE = -200_000;

    private final BitSet days = new BitSet();

    /** Adds the days from one to another, both included. */
    public void add(int first, int last) {
        days.set(first - BASE, last - BASE + 1);
    }

    public void addAll(DaySet more) {
        days.or(more.days);
    }

    public boolean contains(int day) {
        return days.get(day - BASE);
    }

    public boolean isEmpty() {
        return days.isEmpty();
    }

    /** The first day; only when there is one. */
    public int first() {
        return days.nextSetBit(0) + BASE;
    }

    /** The last day; only when there is one. */
    public int last() {
        return days.length() - 1 + BASE;
    }

    /** How many of the days from one to another (excluded) are in it. */
    public int count(int from, int to) {
        return days.get(from - BASE, to - BASE).cardinality();
    }

    /** The days from one to another (excluded) that are in it, rising. */
    public IntStream between(int from, int to) {
        return days.get(from - BASE, to - BASE).stream().map(bit -> bit + from);
    }
}
