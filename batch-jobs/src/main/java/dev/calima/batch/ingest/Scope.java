package dev.calima.batch.ingest;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which readings of a feed's files are wanted; all others are left out and counted.
 *
 * @param stations codes of the wanted stations, as they are called today; empty for all
 * @param from start of the periods wanted; null for any
 * @param to end of their starts, excluded; null for any
 */
public record Scope(
        Set<String> stations,
        @Nullable Instant from,
        @Nullable Instant to) {

    /** Everything. */
    public static final Scope ALL = new Scope(Set.of(), null, null);

    public Scope {
        stations = Collections.unmodifiableSet(new TreeSet<>(stations));
    }

    /** Whether nothing is left out. */
    public boolean isAll() {
        return stations.isEmpty() && from == null && to == null;
    }

    /** What of it decides how a file is read: empty when everything is wanted. */
    String identity() {
        return isAll() ? "" : "|only " + stations + " " + from + " " + to;
    }
}
