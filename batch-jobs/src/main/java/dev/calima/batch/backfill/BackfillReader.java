package dev.calima.batch.backfill;

import static dev.calima.sql.schema.Tables.BACKFILL;
import static dev.calima.sql.schema.Tables.BACKFILL_FILE;
import static dev.calima.sql.schema.Tables.BACKFILL_PARTITION;
import static dev.calima.sql.schema.Tables.LOAD_LEDGER;
import static org.jooq.impl.DSL.max;

import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.backfill.plan.PlannedFile;
import dev.calima.batch.backfill.plan.Reprocess;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells of backfills. */
@Component
public class BackfillReader {

    private final DSLContext dsl;

    BackfillReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** @throws UnknownBackfillException when there is none of this key */
    public BackfillRow get(long id) throws UnknownBackfillException {
        return find(id).orElseThrow(() -> new UnknownBackfillException(id));
    }

    /** A backfill by its key. */
    public Optional<BackfillRow> find(long id) {
        return dsl.selectFrom(BACKFILL).where(BACKFILL.BACKFILL_ID.eq(id)).fetchOptional(BackfillReader::row);
    }

    /** Backfills, the newest first. */
    public List<BackfillRow> newest(@Nullable String feed, int limit) {
        return dsl.selectFrom(BACKFILL)
                .where(feed == null ? DSL.noCondition() : BACKFILL.FEED.eq(feed))
                .orderBy(BACKFILL.BACKFILL_ID.desc())
                .limit(limit)
                .fetch(BackfillReader::row);
    }

    /** Keys of those that go on by themselves, the oldest first. */
    List<Long> moving() {
        return dsl.select(BACKFILL.BACKFILL_ID)
                .from(BACKFILL)
                .where(BACKFILL.STATE.in("running", "pausing", "cancelling"))
                .orderBy(BACKFILL.BACKFILL_ID)
                .fetch(BACKFILL.BACKFILL_ID);
    }

    /** Its partitions, in their order. */
    public List<PartitionRow> partitions(long id) {
        return dsl.selectFrom(BACKFILL_PARTITION)
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(id))
                .orderBy(BACKFILL_PARTITION.PARTITION_NO)
                .fetch(BackfillReader::partition);
    }

    /** One of its partitions. */
    Optional<PartitionRow> partition(long id, int number) {
        return dsl.selectFrom(BACKFILL_PARTITION)
                .where(BACKFILL_PARTITION.BACKFILL_ID.eq(id))
                .and(BACKFILL_PARTITION.PARTITION_NO.eq(number))
                .fetchOptional(BackfillReader::partition);
    }

    /** What a partition reads, in its order. */
    List<PlannedFile> files(long id, int number) {
        return dsl.selectFrom(BACKFILL_FILE)
                .where(BACKFILL_FILE.BACKFILL_ID.eq(id))
                .and(BACKFILL_FILE.PARTITION_NO.eq(number))
                .orderBy(BACKFILL_FILE.FILE_NO)
                .fetch(file -> new PlannedFile(
                        file.get(BACKFILL_FILE.ADDRESS),
                        file.get(BACKFILL_FILE.SIZE_BYTES),
                        file.get(BACKFILL_FILE.ETAG),
                        file.get(BACKFILL_FILE.SHA256) == null
                                ? null
                                : HexFormat.of().formatHex(file.get(BACKFILL_FILE.SHA256)),
                        file.get(BACKFILL_FILE.LANDED_PATH),
                        file.get(BACKFILL_FILE.WHOLE)));
    }

    /** Key of the newest load of all; 0 when there is none. */
    long newestLoad() {
        @Nullable Long newest = dsl.select(max(LOAD_LEDGER.LOAD_ID))
                .from(LOAD_LEDGER)
                .fetchSingle()
                .value1();
        return newest == null ? 0 : newest;
    }

    /** A load of just these files, read in just this way, that was begun after another one and has come to its end. */
    Optional<Long> loadedAfter(String feed, String manifest, String definition, long loadId) {
        return dsl.select(LOAD_LEDGER.LOAD_ID)
                .from(LOAD_LEDGER)
                .where(LOAD_LEDGER.FEED.eq(feed))
                .and(LOAD_LEDGER.MANIFEST_SHA256.eq(HexFormat.of().parseHex(manifest)))
                .and(LOAD_LEDGER.DEFINITION_SHA256.eq(HexFormat.of().parseHex(definition)))
                .and(LOAD_LEDGER.LOAD_ID.gt(loadId))
                .and(LOAD_LEDGER.STATE.eq("loaded"))
                .orderBy(LOAD_LEDGER.LOAD_ID.desc())
                .limit(1)
                .fetchOptional(LOAD_LEDGER.LOAD_ID);
    }

    static BackfillRow row(Record row) {
        return new BackfillRow(
                row.get(BACKFILL.BACKFILL_ID),
                row.get(BACKFILL.FEED),
                row.get(BACKFILL.RANGE_FROM),
                row.get(BACKFILL.RANGE_TO),
                List.of(row.get(BACKFILL.STATIONS)),
                Reprocess.of(row.get(BACKFILL.REPROCESS)).orElseThrow(),
                Origin.of(row.get(BACKFILL.ORIGIN)).orElseThrow(),
                List.of(row.get(BACKFILL.LOCATIONS)),
                row.get(BACKFILL.REQUESTED_BY),
                row.get(BACKFILL.REASON),
                BackfillState.of(row.get(BACKFILL.STATE)),
                row.get(BACKFILL.UNIT),
                row.get(BACKFILL.CREATED_AT),
                row.get(BACKFILL.STARTED_AT),
                row.get(BACKFILL.ENDED_AT));
    }

    static PartitionRow partition(Record row) {
        return new PartitionRow(
                row.get(BACKFILL_PARTITION.BACKFILL_ID),
                row.get(BACKFILL_PARTITION.PARTITION_NO),
                row.get(BACKFILL_PARTITION.NAME),
                row.get(BACKFILL_PARTITION.RANGE_FROM),
                row.get(BACKFILL_PARTITION.RANGE_TO),
                row.get(BACKFILL_PARTITION.FOUND),
                PartitionState.of(row.get(BACKFILL_PARTITION.STATE)),
                row.get(BACKFILL_PARTITION.TOTAL),
                row.get(BACKFILL_PARTITION.BYTES),
                row.get(BACKFILL_PARTITION.LINES),
                row.get(BACKFILL_PARTITION.SECONDS),
                row.get(BACKFILL_PARTITION.DONE),
                row.get(BACKFILL_PARTITION.LINES_READ),
                row.get(BACKFILL_PARTITION.VALUES_READ),
                row.get(BACKFILL_PARTITION.VALUES_NEW),
                row.get(BACKFILL_PARTITION.VALUES_REVISED),
                row.get(BACKFILL_PARTITION.REFUSED),
                row.get(BACKFILL_PARTITION.ATTEMPTS),
                row.get(BACKFILL_PARTITION.RUN_ID),
                row.get(BACKFILL_PARTITION.LOAD_AFTER),
                row.get(BACKFILL_PARTITION.LOAD_ID),
                row.get(BACKFILL_PARTITION.MESSAGE),
                row.get(BACKFILL_PARTITION.STARTED_AT),
                row.get(BACKFILL_PARTITION.ENDED_AT));
    }
}
