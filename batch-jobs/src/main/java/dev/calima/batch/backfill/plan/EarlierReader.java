package dev.calima.batch.backfill.plan;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what earlier loads and backfills of a feed have brought, and how long they took. */
@Component
class EarlierReader {

    private static final int LOADS = 20;

    private final JdbcClient jdbc;

    EarlierReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Contents of a feed by what became of them last.
     *
     * @param loaded SHA-256 in hexadecimal, and {@code address etag} of objects in S3, of what is loaded as it would be read now
     * @param failed the same of what was refused, or whose load did not come to its end
     */
    record Contents(Set<String> loaded, Set<String> failed) {}

    /** @param definition how its files are read now, SHA-256 in hexadecimal */
    Contents contents(String feed, String definition) {
        Set<String> loaded = new HashSet<>();
        Set<String> failed = new HashSet<>();
        jdbc.sql("""
                        SELECT DISTINCT ON (f.raw_file_id) encode(f.sha256, 'hex') AS sha256,
                               f.source || ' ' || (f.context ->> 'etag') AS object,
                               CASE WHEN l.state <> 'loaded' OR lf.state = 'refused' THEN 'failed'
                                    WHEN l.definition_sha256 = :definition THEN 'loaded' ELSE 'otherwise' END AS state
                        FROM calima.raw_file f
                        JOIN calima.load_file lf USING (raw_file_id)
                        JOIN calima.load_ledger l USING (load_id)
                        WHERE f.feed = :feed
                        ORDER BY f.raw_file_id, l.load_id DESC
                        """)
                .param("feed", feed)
                .param("definition", HexFormat.of().parseHex(definition))
                .query((row, number) -> {
                    Set<String> names = switch (row.getString("state")) {
                        case "loaded" -> loaded;
                        case "failed" -> failed;
                        default -> new HashSet<>();
                    };
                    names.add(row.getString("sha256"));
                    if (row.getString("object") != null) {
                        names.add(row.getString("object"));
                    }
                    return names;
                })
                .list();
        return new Contents(loaded, failed);
    }

    /** Names of the partitions of a feed's backfills whose newest run failed. */
    Set<String> failedPartitions(String feed) {
        return Set.copyOf(jdbc.sql("""
                        SELECT name FROM (
                          SELECT DISTINCT ON (p.name) p.name, p.state
                          FROM calima.backfill_partition p JOIN calima.backfill b USING (backfill_id)
                          WHERE b.feed = :feed AND p.state IN ('done', 'failed')
                          ORDER BY p.name, p.ended_at DESC NULLS LAST) newest
                        WHERE state = 'failed'
                        """).param("feed", feed).query(String.class).list());
    }

    /**
     * Seconds that a line takes: by the newest partitions of backfills of the feed, else by its newest loads; empty when there are
     * none of a hundred lines or more.
     */
    Optional<Double> secondsPerLine(String feed) {
        return middle("""
                SELECT extract(epoch FROM p.ended_at - p.started_at) / p.lines_read
                FROM calima.backfill_partition p JOIN calima.backfill b USING (backfill_id)
                WHERE b.feed = :feed AND b.unit = 'lines' AND p.state = 'done' AND p.lines_read >= 100
                ORDER BY p.ended_at DESC LIMIT :most
                """, feed).or(() -> middle("""
                SELECT extract(epoch FROM l.finished_at - l.created_at) / sum(f.lines_read)
                FROM calima.load_ledger l JOIN calima.load_file f USING (load_id)
                WHERE l.feed = :feed AND l.state = 'loaded'
                GROUP BY l.load_id HAVING sum(f.lines_read) >= 100
                ORDER BY l.finished_at DESC LIMIT :most
                """, feed));
    }

    /** Seconds that a request takes, loading included; empty when nothing was ever asked. */
    Optional<Double> secondsPerRequest(String feed) {
        return middle("""
                SELECT extract(epoch FROM p.ended_at - p.started_at) / p.total
                FROM calima.backfill_partition p JOIN calima.backfill b USING (backfill_id)
                WHERE b.feed = :feed AND b.unit = 'requests' AND p.state = 'done' AND p.total > 0
                ORDER BY p.ended_at DESC LIMIT :most
                """, feed).or(() -> middle("""
                SELECT extract(epoch FROM r.finished_at - r.started_at) / count(*)
                FROM calima.fetch_run r JOIN calima.fetch_request q USING (fetch_run_id)
                WHERE r.feed = :feed AND r.state = 'done' AND r.attempt = 0
                GROUP BY r.fetch_run_id
                ORDER BY r.scheduled_at DESC LIMIT :most
                """, feed));
    }

    /** Lines that an hour of a request's range brings; empty when nothing was ever asked. */
    Optional<Double> linesPerHour(String feed) {
        return middle("""
                SELECT lines / hours FROM (
                  SELECT r.fetch_run_id, r.scheduled_at,
                         (SELECT sum(f.lines_read) FROM calima.load_file f WHERE f.load_id = r.load_id)::double precision AS lines,
                         sum(extract(epoch FROM q.range_to - q.range_from)) / 3600 AS hours
                  FROM calima.fetch_run r JOIN calima.fetch_request q USING (fetch_run_id)
                  WHERE r.feed = :feed AND r.load_id IS NOT NULL AND q.state = 'answered'
                  GROUP BY r.fetch_run_id, r.scheduled_at, r.load_id) runs
                WHERE hours > 0 AND lines IS NOT NULL
                ORDER BY scheduled_at DESC LIMIT :most
                """, feed);
    }

    /** Bytes of a line as received; empty when nothing was loaded. */
    Optional<Double> bytesPerLine(String feed) {
        return middle("""
                SELECT l.bytes_total::double precision / sum(f.lines_read)
                FROM calima.load_ledger l JOIN calima.load_file f USING (load_id)
                WHERE l.feed = :feed AND l.state = 'loaded'
                GROUP BY l.load_id HAVING sum(f.lines_read) > 0
                ORDER BY l.finished_at DESC LIMIT :most
                """, feed);
    }

    /** The middle one of the newest: a load that was interrupted took too long, and counts as one. */
    private Optional<Double> middle(String sql, String feed) {
        List<Double> rates = jdbc
                .sql(sql)
                .param("feed", feed)
                .param("most", LOADS)
                .query((row, number) -> row.getDouble(1)) // 0 for null
                .list()
                .stream()
                .filter(rate -> rate > 0)
                .sorted()
                .toList();
        return rates.isEmpty() ? Optional.empty() : Optional.of(rates.get(rates.size() / 2));
    }
}
