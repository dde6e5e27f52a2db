package dev.calima.batch.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How many runs a process does at a time, by pool.
 *
 * @param threads of each pool, 0 to {@value #MOST}; a pool with none is left to other processes
 */
public record WorkerPools(Map<Pool, Integer> threads) {

    /** The most runs of one pool that a process does at a time. */
    public static final int MOST = 16;

    /** What counts when nobody says otherwise: fits a machine with two cores. */
    public static final WorkerPools USUAL = new WorkerPools(Map.of(Pool.HOURLY, 1, Pool.DEFAULT, 2, Pool.BACKFILL, 1));

    private static final Pattern ONE = Pattern.compile("(hourly|default|backfill)=(\\d{1,2})");

    public WorkerPools {
        threads = Map.copyOf(threads);
        threads.forEach((pool, count) -> {
            if (count < 0 || count > MOST) {
                throw new IllegalArgumentException(
                        "pool " + pool.code() + " must have 0 to " + MOST + " threads, but has " + count);
            }
        });
    }

    /**
     * Reads such as {@code hourly=1,default=2,backfill=1}; a pool that is not named has the usual number.
     *
     * @throws IllegalArgumentException when it is not such a text
     */
    public static WorkerPools of(String text) {
        Map<Pool, Integer> threads = new EnumMap<>(USUAL.threads());
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                var one = ONE.matcher(part.strip());
                if (!one.matches()) {
                    throw new IllegalArgumentException(
                            "must be such as hourly=1,default=2,backfill=1, but is '" + text + "'");
                }
                threads.put(Pool.of(one.group(1)), Integer.valueOf(one.group(2)));
            }
        }
        return new WorkerPools(threads);
    }

    /** How many of a pool. */
    public int of(Pool pool) {
        return threads.getOrDefault(pool, 0);
    }

    /** How many of all. */
    public int all() {
        return threads.values().stream().mapToInt(Integer::intValue).sum();
    }
}
