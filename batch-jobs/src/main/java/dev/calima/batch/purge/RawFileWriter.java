package dev.calima.batch.purge;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds received files whose bytes may go, and marks their rows. The files of one archive share its bytes, so they go together:
 * only when each of them is old and none is a part of a load or an upload that is not over.
 */
@Component
class RawFileWriter {

    private static final String BYTES = """
            SELECT split_part(f.landed_path, '!', 1) AS path, max(f.size_bytes) AS size
            FROM calima.raw_file f
            WHERE split_part(f.landed_path, '!', 1) > :after
            GROUP BY split_part(f.landed_path, '!', 1)
            HAVING bool_and(f.received_at < :cut) AND bool_and(f.deleted_at IS NULL)
               AND NOT bool_or(EXISTS (SELECT FROM calima.load_file l JOIN calima.load_ledger b USING (load_id)
                                       WHERE l.raw_file_id = f.raw_file_id AND b.state = 'loading'))
               AND NOT EXISTS (SELECT FROM calima.upload_file u JOIN calima.upload p USING (upload_id)
                               WHERE u.landed_path = split_part(min(f.landed_path), '!', 1) AND p.state IN ('queued', 'loading'))
            ORDER BY 1
            """;

    /** Bytes that may go: where they lie below the landing area. */
    record Bytes(String path, long size) {}

    private final JdbcClient jdbc;

    RawFileWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The next ones in the order of their paths. */
    List<Bytes> next(Instant cut, String after, int limit) {
        return jdbc.sql(BYTES + " LIMIT :limit")
                .param("cut", Timestamp.from(cut))
                .param("after", after)
                .param("limit", limit)
                .query((row, n) -> new Bytes(row.getString(1), row.getLong(2)))
                .list();
    }

    /** How many files, and how many bytes at most; {@code count} and {@code sum}. */
    record Sum(long files, long bytes) {}

    /** All of them; the size of an archive is not known, so its files count as large as they are unpacked. */
    Sum sum(Instant cut) {
        return jdbc.sql("SELECT count(*), coalesce(sum(size), 0) FROM (" + BYTES + ") AS b")
                .param("cut", Timestamp.from(cut))
                .param("after", "")
                .query((row, n) -> new Sum(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** The bytes are gone. */
    void gone(String path, Instant when) {
        jdbc.sql("UPDATE calima.raw_file SET deleted_at = :at WHERE split_part(landed_path, '!', 1) = :path")
                .param("at", Timestamp.from(when))
                .param("path", path)
                .update();
    }
}
