package dev.calima.batch.observation;

import java.util.Arrays;

/**
 * Days as they will be once what is on its way is committed, so that what comes next can be compared with them before the
 * database shows them. Used again. Not thread-safe.
 */
final class WrittenDays {

    private static final int FIRST_DAYS = 1 << 8;
    private static final int FIRST_STEPS = FIRST_DAYS * 24;
    private static final long SPREAD = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio: scatters neighbouring keys

    private int count;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;
    private long[] keys = new long[FIRST_DAYS];
    private long[] rawFileIds = new long[FIRST_DAYS];
    private long[] updatedMicros = new long[FIRST_DAYS];
    private int[] rulesVersions = new int[FIRST_DAYS];
    private boolean[] replaced = new boolean[FIRST_DAYS];

    // Of the rows that are replaced: the one that the database has, or will have, before.
    private long[] previousMicros = new long[FIRST_DAYS];
    private boolean[] waits = new boolean[FIRST_DAYS];

    private int[] offsets = new int[FIRST_DAYS + 1];
    private float[] values = new float[FIRST_STEPS];
    private byte[] flags = new byte[FIRST_STEPS];
    private byte[] quality = new byte[FIRST_STEPS];
    private int[] slots = new int[FIRST_DAYS * 4]; // index + 1 of a day, by its key

    void clear() {
        Arrays.fill(slots, 0);
        count = 0;
        firstDay = Integer.MAX_VALUE;
        lastDay = Integer.MIN_VALUE;
    }

    int count() {
        return count;
    }

    /** Adds a new row. */
    void add(int seriesId, int epochDay, long rawFileId, long micros, int rulesVersion, DayTable days, int day) {
        int index = put(
                key(seriesId, epochDay),
                rawFileId,
                micros,
                rulesVersion,
                days.values(),
                days.flags(),
                days.quality(),
                days.offset(day),
                days.steps(day));
        replaced[index] = false;
    }

    /** Adds a row that was there, as it is after its change; it may have changed here before. */
    void replace(StoredDay day, long rawFileId, long micros, int rulesVersion) {
        int index = put(
                key(day.seriesId, day.epochDay),
                rawFileId,
                micros,
                rulesVersion,
                day.values,
                day.flags,
                day.quality,
                0,
                day.steps());
        replace(index, day.updatedMicros, day.waits);
    }

    /** Adds all changed rows of another. */
    void replaceAll(WrittenDays others) {
        for (int i = 0; i < others.count; i++) {
            int index = put(
                    others.keys[i],
                    others.rawFileIds[i],
                    others.updatedMicros[i],
                    others.rulesVersions[i],
                    others.values,
                    others.flags,
                    others.quality,
                    others.offsets[i],
                    others.offsets[i + 1] - others.offsets[i]);
            replace(index, others.previousMicros[i], others.waits[i]);
        }
    }

    private void replace(int index, long micros, boolean isAwaited) {
        if (!replaced[index]) { // of several changes the database sees one
            replaced[index] = true;
            previousMicros[index] = micros;
            waits[index] = isAwaited;
        }
    }

    private int put(
            long key,
            long rawFileId,
            long micros,
            int rulesVersion,
            float[] fromValues,
            byte[] fromFlags,
            byte[] fromQuality,
            int from,
            int steps) {
        int slot = slot(key);
        if (slots[slot] == 0) {
            if ((count + 1) * 2 > slots.length) {
                widenSlots();
                slot = slot(key);
            }
            append(key, steps);
            slots[slot] = count;
        }
        int index = slots[slot] - 1;
        rawFileIds[index] = rawFileId;
        updatedMicros[index] = micros;
        rulesVersions[index] = rulesVersion;
        System.arraycopy(fromValues, from, values, offsets[index], steps);
        System.arraycopy(fromFlags, from, flags, offsets[index], steps);
        System.arraycopy(fromQuality, from, quality, offsets[index], steps);
        return index;
    }

    private void append(long key, int steps) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
            rawFileIds = Arrays.copyOf(rawFileIds, count * 2);
            updatedMicros = Arrays.copyOf(updatedMicros, count * 2);
            rulesVersions = Arrays.copyOf(rulesVersions, count * 2);
            replaced = Arrays.copyOf(replaced, count * 2);
            previousMicros = Arrays.copyOf(previousMicros, count * 2);
            waits = Arrays.copyOf(waits, count * 2);
            offsets = Arrays.copyOf(offsets, count * 2 + 1);
        }
        int end = offsets[count] + steps;
        if (end > values.length) {
            int size = Math.max(values.length * 2, end);
            values = Arrays.copyOf(values, size);
            flags = Arrays.copyOf(flags, size);
            quality = Arrays.copyOf(quality, size);
        }
        keys[count] = key;
        replaced[count] = false;
        offsets[++count] = end;
        firstDay = Math.min(firstDay, (int) key);
        lastDay = Math.max(lastDay, (int) key);
    }

    /** Index of a day; -1 when it is not among them. */
    int find(int seriesId, int epochDay) {
        if (epochDay < firstDay || epochDay > lastDay) {
            return -1; // most files tell of other days than those before
        }
        return slots[slot(key(seriesId, epochDay))] - 1;
    }

    /** Lays out the rows that were there, each as it is after the last of its changes. */
    void replaced(DayUpdates updates) {
        for (int i = 0; i < count; i++) {
            if (replaced[i]) {
                updates.row(
                        seriesId(i),
                        epochDay(i),
                        rawFileIds[i],
                        updatedMicros[i],
                        previousMicros[i],
                        waits[i],
                        flags,
                        quality,
                        values,
                        offsets[i],
                        offsets[i + 1] - offsets[i]);
            }
        }
    }

    /** A copy of a day, as if read from the database. */
    StoredDay day(int index) {
        StoredDay day = new StoredDay();
        day.seriesId = seriesId(index);
        day.epochDay = epochDay(index);
        day.rawFileId = rawFileIds[index];
        day.updatedMicros = updatedMicros[index];
        day.rulesVersion = rulesVersions[index];
        day.values = Arrays.copyOfRange(values, offsets[index], offsets[index + 1]);
        day.flags = Arrays.copyOfRange(flags, offsets[index], offsets[index + 1]);
        day.quality = Arrays.copyOfRange(quality, offsets[index], offsets[index + 1]);
        return day;
    }

    private int seriesId(int index) {
        return (int) (keys[index] >> Integer.SIZE);
    }

    private int epochDay(int index) {
        return (int) keys[index];
    }

    private static long key(int seriesId, int epochDay) {
        return ((long) seriesId << Integer.SIZE) | Integer.toUnsignedLong(epochDay);
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
