package dev.calima.batch.watch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Counts what became of the lines of all loads; looks at every file of every load, so not more often than it must. Thread-safe. */
@Component
class CountReader {

    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final String SUMS = """
            SELECT l.feed, sum(f.lines_loaded) AS inserted, sum(f.lines_revised) AS revised, sum(f.lines_unchanged) AS unchanged,
                   sum(f.lines_rejected) AS rejected, sum(f.cells_rejected) AS cells
            FROM calima.load_ledger l JOIN calima.load_file f USING (load_id)
            GROUP BY l.feed
            """;

    /** Lines of a feed by what became of them, and single values that were refused. */
    record Lines(long inserted, long revised, long unchanged, long rejected, long valuesRejected) {

        private static final Lines NONE = new Lines(0, 0, 0, 0, 0);
    }

    private final JdbcClient jdbc;
    private Map<String, Lines> sums = Map.of();
    private long readNanos;
    private boolean read;

    CountReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of a feed; at most half a minute old. */
    synchronized Lines lines(String feed) {
        if (!read || System.nanoTime() - readNanos > FRESH.toNanos()) {
            sums = sums();
            readNanos = System.nanoTime();
            read = true;
        }
        return sums.getOrDefault(feed, Lines.NONE);
    }

    private Map<String, Lines> sums() {
        Map<String, Lines> told = new HashMap<>();
        jdbc.sql(SUMS).query(row -> {
            told.put(
                    row.getString("feed"),
                    new Lines(
                            row.getLong("inserted"),
                            row.getLong("revised"),
                            row.getLong("unchanged"),
                            row.getLong("rejected"),
                            row.getLong("cells")));
        });
        return told;
    }
}
