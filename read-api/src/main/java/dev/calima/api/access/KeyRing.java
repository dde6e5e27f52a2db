package dev.calima.api.access;

import dev.calima.sql.type.ApiKey;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The keys as they were in the database a moment ago: what is revoked there opens nothing here two seconds later. Thread-safe. */
@Component
class KeyRing {

    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST = 10_000;

    private final GateQueries queries;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(Optional<StoredKey> key, long atNanos) {

        boolean isFresh() {
            return System.nanoTime() - atNanos < FRESH_NANOS;
        }
    }

    KeyRing(GateQueries queries) {
        this.queries = queries;
    }

    /** Whether a key is known without asking the database, right or not. */
    boolean isKnown(ApiKey key) {
        Seen last = seen.get(key.id());
        return last != null && last.isFresh();
    }

    /** What is stored under the id of a key; empty when nothing is. Whether the secret is right is for the caller to see. */
    Optional<StoredKey> find(ApiKey key) {
        Seen last = seen.get(key.id());
        if (last != null && last.isFresh()) {
            return last.key();
        }
        if (seen.size() >= MOST) {
            seen.clear(); // more than can be honest: begin anew
        }
        Seen now = new Seen(queries.find(key.id()), System.nanoTime());
        seen.put(key.id(), now);
        return now.key();
    }
}
