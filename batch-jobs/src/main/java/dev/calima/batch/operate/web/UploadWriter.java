package dev.calima.batch.operate.web;

import static dev.calima.sql.schema.Tables.UPLOAD;
import static dev.calima.sql.schema.Tables.UPLOAD_FILE;

import dev.calima.batch.ingest.fetch.LandedFile;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Keeps the uploads: received, waiting, done. */
@Component
@Primary // the operator API has one of its own
class UploadWriter {

    private final DSLContext dsl;

    UploadWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * An upload.
     *
     * @param id its key
     * @param feed its feed
     * @param contentSha256 hash over its files, in hexadecimal
     * @param mostRejected share of refused lines that the sender accepts; null for the feed's own
     * @param state queued, loading, loaded or failed
     * @param loadId the load that came of it; null before
     * @param problem why it failed; null otherwise
     * @param createdAt when it was received
     * @param finishedAt when it ended; null before
     * @param files its files
     */
    record Upload(
            UUID id,
            String feed,
            String contentSha256,
            @Nullable Double mostRejected,
            String state,
            @Nullable Long loadId,
            @Nullable String problem,
            Instant createdAt,
            @Nullable Instant finishedAt,
            List<File> files) {}

    /**
     * A file of an upload.
     *
     * @param name as sent
     * @param sha256 hash of its bytes, in hexadecimal
     * @param sizeBytes its size
     * @param landedPath where it is kept
     */
    record File(String name, String sha256, long sizeBytes, String landedPath) {}

    /** Notes what was received, in the caller's transaction; what the same idempotency key brought before stays and is returned. */
    public Upload queue(
            String feed,
            @Nullable String idempotencyKey,
            String contentSha256,
            @Nullable Double mostRejected,
            List<LandedFile> files) {
        @Nullable Record made = dsl.insertInto(UPLOAD)
                .set(UPLOAD.FEED, feed)
                .set(UPLOAD.IDEMPOTENCY_KEY, idempotencyKey)
                .set(UPLOAD.CONTENT_SHA256, HexFormat.of().parseHex(contentSha256))
                .set(UPLOAD.MAX_REJECTED_SHARE, mostRejected)
                .onConflict(UPLOAD.IDEMPOTENCY_KEY)
                .doNothing()
                .returning()
                .fetchOne();
        if (made == null) {
            return list(UPLOAD.IDEMPOTENCY_KEY.eq(idempotencyKey), 1).getFirst();
        }
        UUID id = made.get(UPLOAD.UPLOAD_ID);
        for (int i = 0; i < files.size(); i++) {
            LandedFile file = files.get(i);
            dsl.insertInto(UPLOAD_FILE)
                    .set(UPLOAD_FILE.UPLOAD_ID, id)
                    .set(UPLOAD_FILE.FILE_NO, i)
                    .set(UPLOAD_FILE.FILE_NAME, file.name())
                    .set(UPLOAD_FILE.SHA256, HexFormat.of().parseHex(file.sha256()))
                    .set(UPLOAD_FILE.SIZE_BYTES, file.sizeBytes())
                    .set(UPLOAD_FILE.LANDED_PATH, file.landedPath())
                    .execute();
        }
        return find(id).orElseThrow();
    }

    Optional<Upload> find(UUID id) {
        return list(UPLOAD.UPLOAD_ID.eq(id), 1).stream().findFirst();
    }

    /** The newest first. */
    List<Upload> newest(int limit) {
        return list(DSL.noCondition(), limit);
    }

    /** Those that are not done, the oldest first. */
    List<UUID> unfinished(int limit) {
        return dsl.select(UPLOAD.UPLOAD_ID)
                .from(UPLOAD)
                .where(UPLOAD.STATE.in("queued", "loading"))
                .orderBy(UPLOAD.CREATED_AT)
                .limit(limit)
                .fetch(UPLOAD.UPLOAD_ID);
    }

    void begin(UUID id) {
        dsl.update(UPLOAD)
                .set(UPLOAD.STATE, "loading")
                .setNull(UPLOAD.PROBLEM)
                .setNull(UPLOAD.FINISHED_AT)
                .where(UPLOAD.UPLOAD_ID.eq(id))
                .execute();
    }

    /** Ends it: loaded, or failed when there is a problem. */
    void end(UUID id, @Nullable Long loadId, @Nullable String problem) {
        dsl.update(UPLOAD)
                .set(UPLOAD.STATE, problem == null ? "loaded" : "failed")
                .set(UPLOAD.LOAD_ID, loadId)
                .set(UPLOAD.PROBLEM, problem)
                .set(UPLOAD.FINISHED_AT, DSL.field("clock_timestamp()", Instant.class))
                .where(UPLOAD.UPLOAD_ID.eq(id))
                .execute();
    }

    private List<Upload> list(Condition condition, int limit) {
        return dsl.selectFrom(UPLOAD)
                .where(condition)
                .orderBy(UPLOAD.CREATED_AT.desc())
                .limit(limit)
                .fetch(row -> new Upload(
                        row.get(UPLOAD.UPLOAD_ID),
                        row.get(UPLOAD.FEED),
                        HexFormat.of().formatHex(row.get(UPLOAD.CONTENT_SHA256)),
                        row.get(UPLOAD.MAX_REJECTED_SHARE),
                        row.get(UPLOAD.STATE),
                        row.get(UPLOAD.LOAD_ID),
                        row.get(UPLOAD.PROBLEM),
                        row.get(UPLOAD.CREATED_AT),
                        row.get(UPLOAD.FINISHED_AT),
                        files(row.get(UPLOAD.UPLOAD_ID))));
    }

    private List<File> files(UUID id) {
        return dsl.selectFrom(UPLOAD_FILE)
                .where(UPLOAD_FILE.UPLOAD_ID.eq(id))
                .orderBy(UPLOAD_FILE.FILE_NO)
                .fetch(row -> new File(
                        row.get(UPLOAD_FILE.FILE_NAME),
                        HexFormat.of().formatHex(row.get(UPLOAD_FILE.SHA256)),
                        row.get(UPLOAD_FILE.SIZE_BYTES),
                        row.get(UPLOAD_FILE.LANDED_PATH)));
    }
}
