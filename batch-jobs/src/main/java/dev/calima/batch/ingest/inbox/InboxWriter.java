package dev.calima.batch.ingest.inbox;

import static dev.calima.sql.schema.Tables.INBOX;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the news, and what became of each. Times are the database's. */
@Component
class InboxWriter {

    private static final Field<Instant> NOW = field("clock_timestamp()", Instant.class);

    private final DSLContext dsl;

    InboxWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * An object whose turn it is.
     *
     * @param inboxId key of its row
     * @param feed its feed
     * @param news what was told
     * @param attempts how often its load was begun, this one counted
     */
    record Due(long inboxId, String feed, ObjectNews news, int attempts) {}

    /**
     * Keeps news that are new.
     *
     * @param feed the feed in whose inbox it lies; null when there is none
     * @param refusal why it will not be loaded; null when it will
     * @return whether they were new
     */
    boolean add(ObjectNews news, String toldBy, @Nullable String feed, @Nullable String refusal) {
        String state = refusal != null ? "refused" : news.removed() ? "removed" : "waiting";
        return dsl.insertInto(INBOX)
                        .set(INBOX.BUCKET, news.bucket())
                        .set(INBOX.OBJECT_KEY, news.key())
                        .set(INBOX.VERSION_ID, news.versionId())
                        .set(INBOX.ETAG, news.etag())
                        .set(INBOX.SEQUENCER, news.sequencer())
                        .set(INBOX.SIZE_BYTES, news.sizeBytes())
                        .set(INBOX.TOLD_BY, toldBy)
                        .set(INBOX.STATE, state)
                        .set(INBOX.FEED, feed)
                        .set(INBOX.REASON, refusal)
                        .set(INBOX.FINISHED_AT, state.equals("waiting") ? val((Instant) null) : NOW)
                        .onConflictDoNothing()
                        .execute()
                == 1;
    }

    /** Whether there are news of just these bytes under this key. */
    boolean knows(String bucket, String key, String etag) {
        return dsl.fetchExists(
                selectOne().from(INBOX).where(sameKey(bucket, key)).and(INBOX.ETAG.eq(etag)));
    }

    /** Takes the object whose turn it is; another worker may take it again after {@code life}. */
    Optional<Due> claim(Duration life) {
        return dsl.update(INBOX)
                .set(INBOX.STATE, "loading")
                .set(INBOX.ATTEMPTS, INBOX.ATTEMPTS.plus(1))
                .set(INBOX.DUE_AT, in(life))
                .where(INBOX.INBOX_ID.eq(DSL.select(INBOX.INBOX_ID)
                        .from(INBOX)
                        .where(INBOX.STATE.in("waiting", "loading"))
                        .and(INBOX.DUE_AT.le(NOW))
                        .orderBy(INBOX.INBOX_ID)
                        .limit(1)
                        .forUpdate()
                        .skipLocked()))
                .returning()
                .fetchOptional(InboxWriter::due);
    }

    /** Whether any object's turn has come. */
    boolean isAnythingDue() {
        return dsl.fetchExists(selectOne()
                .from(INBOX)
                .where(INBOX.STATE.in("waiting", "loading"))
                .and(INBOX.DUE_AT.le(NOW)));
    }

    private static Due due(Record row) {
        return new Due(
                row.get(INBOX.INBOX_ID),
                row.get(INBOX.FEED),
                new ObjectNews(
                        row.get(INBOX.BUCKET),
                        row.get(INBOX.OBJECT_KEY),
                        row.get(INBOX.VERSION_ID),
                        row.get(INBOX.ETAG),
                        row.get(INBOX.SEQUENCER),
                        row.get(INBOX.SIZE_BYTES),
                        false),
                row.get(INBOX.ATTEMPTS));
    }

    /** Whether its key has newer news. */
    boolean isSuperseded(Due due) {
        ObjectNews news = due.news();
        return !news.sequencer().isEmpty()
                && dsl.fetchExists(selectFrom(INBOX)
                        .where(sameKey(news.bucket(), news.key()))
                        .and(INBOX.SEQUENCER.gt(news.sequencer()))
                        .and(INBOX.STATE.ne("refused")));
    }

    /** Whether its key has other news at all. */
    boolean hasOthers(Due due) {
        return dsl.fetchExists(selectFrom(INBOX)
                .where(sameKey(due.news().bucket(), due.news().key()))
                .and(INBOX.INBOX_ID.ne(due.inboxId())));
    }

    /** Ends it: loaded, failed or superseded. */
    void end(Due due, String state, @Nullable Long loadId, @Nullable String reason) {
        dsl.update(INBOX)
                .set(INBOX.STATE, state)
                .set(INBOX.LOAD_ID, loadId)
                .set(INBOX.REASON, reason)
                .set(INBOX.FINISHED_AT, NOW)
                .where(INBOX.INBOX_ID.eq(due.inboxId()))
                .execute();
    }

    /**
     * Puts it back.
     *
     * @param counts whether the attempt counts
     */
    void putBack(Due due, Duration pause, boolean counts, String reason) {
        dsl.update(INBOX)
                .set(INBOX.STATE, "waiting")
                .set(INBOX.ATTEMPTS, counts ? due.attempts() : due.attempts() - 1)
                .set(INBOX.DUE_AT, in(pause))
                .set(INBOX.REASON, reason)
                .where(INBOX.INBOX_ID.eq(due.inboxId()))
                .and(INBOX.STATE.eq("loading"))
                .execute();
    }

    private static Condition sameKey(String bucket, String key) {
        return INBOX.BUCKET.eq(bucket).and(INBOX.OBJECT_KEY.eq(key));
    }

    private static Field<Instant> in(Duration span) {
        return field("clock_timestamp() + make_interval(secs => {0})", Instant.class, val(span.toSeconds()));
    }
}
