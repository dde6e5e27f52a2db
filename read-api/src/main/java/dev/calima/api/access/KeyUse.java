package dev.calima.api.access;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** How many requests came with each key since it was last written down. Thread-safe. */
@Component
class KeyUse {

    private final GateQueries queries;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    KeyUse(GateQueries queries) {
        this.queries = queries;
    }

    void count(StoredKey key) {
        counts.computeIfAbsent(key.id(), _ -> new LongAdder()).increment();
    }

    /** Requests that are not written down yet. */
    long notWritten(StoredKey key) {
        LongAdder count = counts.get(key.id());
        return count == null ? 0 : count.sum();
    }

    /** Writes the counts down. */
    void write() {
        counts.forEach((id, count) -> {
            long requests = count.sum();
            if (requests > 0) {
                queries.count(id, requests);
                count.add(-requests);
            }
        });
    }
}
