package dev.calima.batch.backfill;

import static dev.calima.sql.schema.Tables.AUDIT;
import static dev.calima.sql.schema.Tables.BACKFILL;
import static dev.calima.sql.schema.Tables.BACKFILL_FILE;
import static dev.calima.sql.schema.Tables.BACKFILL_PARTITION;

import dev.calima.batch.backfill.plan.BackfillPlan;
import dev.calima.batch.backfill.plan.PlannedFile;
import dev.calima.batch.backfill.plan.PlannedPartition;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes backfills and moves them and their partitions from state to state. Times are the database's. */
@Component
class BackfillWriter {

    private static final Field<Instant> NOW = DSL.field("clock_timestamp()", Instant.class);

    /** The server takes 65,535 values of one statement at most. */
    private static final int FILES_OF_A_STATEMENT = 1000;

    private final DSLContext dsl;

    BackfillWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A backfill that was asked for.
     *
     * @param requestSha256 hash of the request that made it
     * @param isNew whether this request made it
     */
    record Made(BackfillRow row, String requestSha256, boolean isNew) {}

    /**
     * Keeps a plan; the same idempotency key leads to the same backfill.
     *
     * @param requestSha256 hash of the request, in hexadecimal
     * @param running whether it is begun
     */
    Made make(BackfillPlan plan, @Nullable String key, String requestSha256, boolean running) {
        Optional<BackfillRow> made = dsl.insertInto(BACKFILL)
                .set(BACKFILL.FEED, plan.wish().feed())
                .set(BACKFILL.RANGE_FROM, plan.wish().from())
                .set(BACKFILL.RANGE_TO, plan.wish().to())
                .set(BACKFILL.STATIONS, plan.stations().toArray(String[]::new))
                .set(BACKFILL.REPROCESS, plan.wish().reprocess().word())
                .set(BACKFILL.ORIGIN, plan.origin().word())
                .set(BACKFILL.LOCATIONS, plan.wish().locations().toArray(String[]::new))
                .set(BACKFILL.REQUESTED_BY, plan.wish().requestedBy())
                .set(BACKFILL.REASON, plan.wish().reason())
                .set(BACKFILL.IDEMPOTENCY_KEY, key)
                .set(BACKFILL.REQUEST_SHA256, HexFormat.of().parseHex(requestSha256))
                .set(BACKFILL.STATE, (running ? BackfillState.RUNNING : BackfillState.PLANNED).word())
                .set(BACKFILL.UNIT, plan.unit())
                .set(BACKFILL.STARTED_AT, running ? NOW : DSL.val((Instant) null))
                .onConflict(BACKFILL.IDEMPOTENCY_KEY)
                .doNothing()
                .returning()
                .fetchOptional(BackfillReader::row);
        if (made.isEmpty()) {
            return known(String.valueOf(key)).orElseThrow();
        }
        long id = made.get().id();
        int number = 0;
        for (PlannedPartition partition : plan.partitions()) {
            insert(id, number, partition);
            insert(id, number, partition.files());
            number++;
        }
        return new Made(made.get(), requestSha256, true);
    }

    /** The backfill that was made with an idempotency key. */
    Optional<Made> known(String key) {
        return dsl.selectFrom(BACKFILL)
                .where(BACKFILL.IDEMPOTENCY_KEY.eq(key))
                .fetchOptional(row -> new Made(
                        BackfillReader.row(row), HexFormat.of().formatHex(row.get(BACKFILL.REQUEST_SHA256)), false));
    }

    private void insert(long id, int number, PlannedPartition partition) {
        @Nullable Long lines = partition.lines();
        boolean skipped = partition.skipped() != null;
        dsl.insertInto(BACKFILL_PARTITION)
                .set(BACKFILL_PARTITION.BACKFILL_ID, id)
                .set(BACKFILL_PARTITION.PARTITION_NO, number)
                .set(BACKFILL_PARTITION.NAME, partition.name())
                .set(BACKFILL_PARTITION.RANGE_FROM, partition.span().from())
                .set(BACKFILL_PARTITION.RANGE_TO, partition.span().to())
                .set(BACKFILL_PARTITION.FOUND, partition.found().state().word())
                .set(BACKFILL_PARTITION.STATE, (skipped ? PartitionState.SKIPPED : PartitionState.WAITING).word())
                .set(BACKFILL_PARTITION.MESSAGE, skipped ? partition.skipped() : partition.problem())
                .set(BACKFILL_PARTITION.BYTES, partition.bytes())
                .set(BACKFILL_PARTITION.LINES, lines)
                .set(BACKFILL_PARTITION.SECONDS, partition.seconds())
                .set(
                        BACKFILL_PARTITION.TOTAL,
                        partition.requests() > 0 ? (long) partition.requests() : lines == null ? 0L : lines)
                .execute();
    }

    private void insert(long id, int number, List<PlannedFile> files) {
        for (int from = 0; from < files.size(); from += FILES_OF_A_STATEMENT) {
            var insert = dsl.insertInto(
                    BACKFILL_FILE,
                    BACKFILL_FILE.BACKFILL_ID,
                    BACKFILL_FILE.PARTITION_NO,
                    BACKFILL_FILE.FILE_NO,
                    BACKFILL_FILE.ADDRESS,
                    BACKFILL_FILE.SIZE_BYTES,
                    BACKFILL_FILE.ETAG,
                    BACKFILL_FILE.SHA256,
                    BACKFILL_FILE.LANDED_PATH,
                    BACKFILL_FILE.WHOLE);
            for (int i = from; i < Math.min(files.size(), from + FILES_OF_A_STATEMENT); i++) {
                PlannedFile file = files.get(i);
                insert = insert.values(
                        id,
                        number,
                        i,
                        file.address(),
                        file.sizeBytes(),
                        file.etag(),
                        bytes(file.sha256()),
                        file.landedPath(),
                        file.isWhole());
            }
            insert.execute();
        }
    }

    private static byte @Nullable [] bytes(@Nullable String hash) {
        return hash == null ? null : HexFormat.of().parseHex(hash);
    }

    /** Locks a backfill to the end of the transaction. */
    Optional<BackfillRow> lock(long id) {
        return dsl.selectFrom(BACKFILL)
                .where(BACKFILL.BACKFILL_ID.eq(id))
                .forUpdate()
                .fetchOptional(BackfillReader::row);
    }

    /** Locks a backfill unless somebody else has: what is to be done with it, that one does. */
    Optional<BackfillRow> lockIfFree(long id) {
        return dsl.selectFrom(BACKFILL)
                .where(BACKFILL.BACKFILL_ID.eq(id))
                .forUpdate()
                .skipLocked()
                .fetchOptional(BackfillReader::row);
    }

    void state(long id, BackfillState state) {
        dsl.update(BACKFILL)
                .set(BACKFILL.STATE, state.word())
                .set(
                        BACKFILL.STARTED_AT,
                        state == BackfillState.RUNNING ? DSL.coalesce(BACKFILL.STARTED_AT, NOW) : BACKFILL.STARTED_AT)
                .set(BACKFILL.ENDED_AT, state.isEnded() ? NOW : DSL.val((Instant) null))
                .where(BACKFILL.BACKFILL_ID.eq(id))
                .execute();
    }

    /** Notes the run that does a partition. */
    void queued(PartitionRow partition, long runId) {
        dsl.update(BACKFILL_PARTITION)
                .set(BACKFILL_PARTITION.STATE, PartitionState.QUEUED.word())
                .set(BACKFILL_PARTITION.RUN_ID, runId)
                .set(BACKFILL_PARTITION.ATTEMPTS, partition.attempts() + 1)
                .setNull(BACKFILL_PARTITION.STARTED_AT)
                .setNull(BACKFILL_PARTITION.ENDED_AT)
                .setNull(BACKFILL_PARTITION.MESSAGE)
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(partition.backfillId()))
                .and(BACKFILL_PARTITION.PARTITION_NO.eq(partition.number()))
                .execute();
    }

    /**
     * Moves a partition, if it still is as it was.
     *
     * @param message what there is to say; null for nothing
     */
    void move(PartitionRow partition, PartitionState to, @Nullable String message) {
        boolean ended = to == PartitionState.FAILED || to == PartitionState.DONE;
        dsl.update(BACKFILL_PARTITION)
                .set(BACKFILL_PARTITION.STATE, to.word())
                .set(BACKFILL_PARTITION.MESSAGE, message)
                .set(BACKFILL_PARTITION.ENDED_AT, ended ? NOW : DSL.val((Instant) null))
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(partition.backfillId()))
                .and(BACKFILL_PARTITION.PARTITION_NO.eq(partition.number()))
                .and(BACKFILL_PARTITION.STATE.eq(partition.state().word()))
                .execute();
    }

    /** How far a partition is. */
    void done(PartitionRow partition, long done) {
        dsl.update(BACKFILL_PARTITION)
                .set(BACKFILL_PARTITION.DONE, done)
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(partition.backfillId()))
                .and(BACKFILL_PARTITION.PARTITION_NO.eq(partition.number()))
                .execute();
    }

    /**
     * A run begins a partition, or goes on with it; what was loaded after {@code newestLoad} is of this attempt.
     *
     * @return the partition; empty when it is not this run's
     */
    Optional<PartitionRow> begin(long id, int number, long runId, long newestLoad) {
        return dsl.update(BACKFILL_PARTITION)
                .set(BACKFILL_PARTITION.STATE, PartitionState.RUNNING.word())
                .set(BACKFILL_PARTITION.STARTED_AT, DSL.coalesce(BACKFILL_PARTITION.STARTED_AT, NOW))
                .set(BACKFILL_PARTITION.LOAD_AFTER, DSL.coalesce(BACKFILL_PARTITION.LOAD_AFTER, DSL.val(newestLoad)))
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(id))
                .and(BACKFILL_PARTITION.PARTITION_NO.eq(number))
                .and(BACKFILL_PARTITION.RUN_ID.eq(runId))
                .and(BACKFILL_PARTITION.STATE.in("queued", "running"))
                .returning()
                .fetchOptional(BackfillReader::partition);
    }

    /** A partition is done, or failed after something of it was loaded. */
    void end(PartitionRow partition, PartitionOutcome outcome) {
        dsl.update(BACKFILL_PARTITION)
                .set(
                        BACKFILL_PARTITION.STATE,
                        (outcome.failure() == null ? PartitionState.DONE : PartitionState.FAILED).word())
                .set(BACKFILL_PARTITION.MESSAGE, outcome.failure() == null ? outcome.message() : outcome.failure())
                .set(BACKFILL_PARTITION.TOTAL, outcome.total())
                .set(BACKFILL_PARTITION.DONE, outcome.done())
                .set(BACKFILL_PARTITION.LINES_READ, outcome.linesRead())
                .set(BACKFILL_PARTITION.BYTES_READ, outcome.bytesRead())
                .set(BACKFILL_PARTITION.VALUES_READ, outcome.valuesRead())
                .set(BACKFILL_PARTITION.VALUES_NEW, outcome.valuesNew())
                .set(BACKFILL_PARTITION.VALUES_REVISED, outcome.valuesRevised())
                .set(BACKFILL_PARTITION.REFUSED, outcome.refused())
                .set(BACKFILL_PARTITION.LOAD_ID, outcome.loadId())
                .setNull(BACKFILL_PARTITION.LOAD_AFTER)
                .set(BACKFILL_PARTITION.ENDED_AT, NOW)
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(partition.backfillId()))
                .and(BACKFILL_PARTITION.PARTITION_NO.eq(partition.number()))
                .and(BACKFILL_PARTITION.RUN_ID.eq(partition.runId()))
                .and(BACKFILL_PARTITION.STATE.eq(PartitionState.RUNNING.word()))
                .execute();
    }

    /** An object of S3 has been received. */
    void landed(PartitionRow partition, int fileNo, String sha256, String landedPath) {
        dsl.update(BACKFILL_FILE)
                .set(BACKFILL_FILE.SHA256, HexFormat.of().parseHex(sha256))
                .set(BACKFILL_FILE.LANDED_PATH, landedPath)
                .where(BACKFILL_FILE.BACKFILL_ID.eq(partition.backfillId()))
                .and(BACKFILL_FILE.PARTITION_NO.eq(partition.number()))
                .and(BACKFILL_FILE.FILE_NO.eq(fileNo))
                .execute();
    }

    /** Other bytes are at a file's address by now, and somebody has asked to take these. */
    void replace(long id, int number, int fileNo, PlannedFile file) {
        dsl.update(BACKFILL_FILE)
                .set(BACKFILL_FILE.SIZE_BYTES, file.sizeBytes())
                .set(BACKFILL_FILE.ETAG, file.etag())
                .set(BACKFILL_FILE.SHA256, bytes(file.sha256()))
                .set(BACKFILL_FILE.LANDED_PATH, file.landedPath())
                .set(BACKFILL_FILE.WHOLE, file.isWhole())
                .where(BACKFILL_FILE.BACKFILL_ID.eq(id))
                .and(BACKFILL_FILE.PARTITION_NO.eq(number))
                .and(BACKFILL_FILE.FILE_NO.eq(fileNo))
                .execute();
    }

    /** Notes who did what. */
    void audit(String actor, String via, String verb, long id, String result, String detail) {
        dsl.insertInto(AUDIT)
                .set(AUDIT.ACTOR, actor)
                .set(AUDIT.VIA, via)
                .set(AUDIT.VERB, verb)
                .set(AUDIT.SUBJECT, "backfill " + id)
                .set(AUDIT.RESULT, result)
                .set(AUDIT.DETAIL, detail)
                .execute();
    }
}
