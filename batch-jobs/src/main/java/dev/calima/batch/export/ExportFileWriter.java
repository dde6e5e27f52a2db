package dev.calima.batch.export;

import dev.calima.batch.ledger.LeaseLostException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The manifest: which files are in force, and which have been replaced. */
@Component
class ExportFileWriter {

    /** Version of the columns and of how they are written; with a new one everything is published anew. */
    static final short LAYOUT = 1;

    private static final String IN_FORCE = """
            SELECT as_of FROM calima.export_file
            WHERE replaced_at IS NULL AND network_id = ? AND parameter_id = ? AND year = ? AND format = ?
              AND layout = ? AND store = ? AND bucket IS NOT DISTINCT FROM ?
            """;
    private static final String REPLACE = """
            UPDATE calima.export_file SET replaced_at = clock_timestamp()
            WHERE replaced_at IS NULL AND network_id = ? AND parameter_id = ? AND year = ? AND format = ?
            """;
    private static final String PUBLISH = """
            INSERT INTO calima.export_file (network_id, parameter_id, year, format, layout, store, bucket, key, sha256, size_bytes,
                                            row_count, first_start, last_end, as_of)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String REPLACED = """
            SELECT export_file_id, key FROM calima.export_file f
            WHERE replaced_at < ? AND store = ? AND bucket IS NOT DISTINCT FROM ?
              AND NOT EXISTS (SELECT FROM calima.export_file n WHERE n.replaced_at IS NULL AND n.key = f.key)
            ORDER BY export_file_id LIMIT ?
            """;
    private static final String HOLD_LEASE = "SELECT epoch FROM calima.lease WHERE name = ? AND epoch = ? FOR SHARE";

    private final JdbcClient jdbc;

    ExportFileWriter(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of when the file in force is; empty when there is none in this store and layout. */
    Optional<Instant> inForce(ExportYear year, ExportFormat format, ExportStore store) {
        return jdbc.sql(IN_FORCE)
                .params(year.networkId(), year.parameterId(), year.year(), format.code(), LAYOUT, store.kind())
                .param(store.bucket())
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional();
    }

    /** Puts a file in force, in the caller's transaction. */
    void publish(PublishedFile file) {
        ExportYear year = file.year();
        jdbc.sql(REPLACE)
                .params(
                        year.networkId(),
                        year.parameterId(),
                        year.year(),
                        file.format().code())
                .update();
        jdbc.sql(PUBLISH)
                .params(
                        year.networkId(),
                        year.parameterId(),
                        year.year(),
                        file.format().code(),
                        LAYOUT,
                        file.store())
                .param(file.bucket())
                .params(
                        file.key(),
                        file.sha256(),
                        file.bytes(),
                        file.rows(),
                        Timestamp.from(file.firstStart()),
                        Timestamp.from(file.lastEnd()),
                        Timestamp.from(file.asOf()))
                .update();
    }

    /**
     * Makes sure, up to the commit, that the run still holds its lease.
     *
     * @throws LeaseLostException when somebody else has taken it over
     */
    void holdLease(String name, long epoch) {
        if (jdbc.sql(HOLD_LEASE)
                .params(name, epoch)
                .query(Long.class)
                .optional()
                .isEmpty()) {
            throw new LeaseLostException("another process publishes exports now; what is published stays");
        }
    }

    /** A file that was replaced. */
    record Replaced(long id, String key) {}

    /** Some files of a store that were replaced before a moment. */
    List<Replaced> replaced(Instant before, ExportStore store, int most) {
        return jdbc.sql(REPLACED)
                .params(Timestamp.from(before), store.kind())
                .param(store.bucket())
                .param(most)
                .query((row, _) -> new Replaced(row.getLong(1), row.getString(2)))
                .list();
    }

    /** Its bytes are gone. */
    void forget(Replaced file) {
        jdbc.sql("DELETE FROM calima.export_file WHERE export_file_id = ?")
                .param(file.id())
                .update();
    }
}
