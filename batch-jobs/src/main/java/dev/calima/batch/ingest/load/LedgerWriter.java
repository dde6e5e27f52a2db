package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.LOAD_FILE;
import static dev.calima.sql.schema.Tables.LOAD_LEDGER;
import static dev.calima.sql.schema.Tables.RAW_FILE;

import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the ledger: which files a load has, how far it is, what became of each. The position moves in the transaction
 * that writes the rows, and only for the holder of the newest lease.
 */
@Component
public class LedgerWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LOADING = "loading";
    private static final String LOADED = "loaded";
    private static final String REFUSED = "refused";

    private static final int COUNTS = 15;
    private static final String COUNT = """
            UPDATE calima.load_file SET
              state = coalesce(?, state),
              problem = coalesce(?, problem),
              lines_read = lines_read + ?,
              lines_loaded = lines_loaded + ?,
              lines_revised = lines_revised + ?,
              lines_unchanged = lines_unchanged + ?,
              lines_rejected = lines_rejected + ?,
              lines_ignored = lines_ignored + ?,
              cells_rejected = cells_rejected + ?,
              values_read = values_read + ?,
              values_valid = values_valid + ?,
              values_unchanged = values_unchanged + ?,
              rows_inserted = rows_inserted + ?,
              rows_revised = rows_revised + ?,
              rows_unchanged = rows_unchanged + ?,
              values_inserted = values_inserted + ?,
              values_revised = values_revised + ?
            WHERE load_id = ? AND file_no = ?
            """;

    private final DSLContext dsl;

    LedgerWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A load as the ledger has it.
     *
     * @param loadId its key
     * @param attempt 0, or the number of the wanted repetition
     * @param loaded whether it is done
     * @param refused why it is refused whole; null when it is not
     * @param fileNo files that are done
     * @param lineNo lines with data done of the next one
     */
    public record Position(
            long loadId,
            int attempt,
            boolean loaded,
            @Nullable String refused,
            int fileNo,
            long lineNo) {

        /** The same load at another place. */
        Position at(int otherFileNo, long otherLineNo) {
            return new Position(loadId, attempt, loaded, refused, otherFileNo, otherLineNo);
        }
    }

    /**
     * Finds a load, or begins it with its files in this order.
     *
     * @param again begin a repetition when it is done already
     * @param epoch of the lease that writes from now on
     */
    @Transactional
    public Position open(
            String feed, String manifest, String definition, List<LandedFile> files, boolean again, long epoch) {
        byte[] manifestHash = HexFormat.of().parseHex(manifest);
        byte[] definitionHash = HexFormat.of().parseHex(definition);
        @Nullable Record last = dsl.select()
                .from(LOAD_LEDGER)
                .where(LOAD_LEDGER.FEED.eq(feed))
                .and(LOAD_LEDGER.MANIFEST_SHA256.eq(manifestHash))
                .and(LOAD_LEDGER.DEFINITION_SHA256.eq(definitionHash))
                .orderBy(LOAD_LEDGER.ATTEMPT.desc())
                .limit(1)
                .fetchOne();
        if (last != null && !(again && last.get(LOAD_LEDGER.STATE).equals(LOADED))) {
            dsl.update(LOAD_LEDGER)
                    .set(LOAD_LEDGER.EPOCH, epoch)
                    .set(LOAD_LEDGER.STATE, LOADING) // a refused one is looked at again: the limit may have changed
                    .setNull(LOAD_LEDGER.PROBLEM)
                    .where(LOAD_LEDGER.LOAD_ID.eq(last.get(LOAD_LEDGER.LOAD_ID)))
                    .and(LOAD_LEDGER.STATE.ne(LOADED))
                    .execute();
            return position(last);
        }
        int attempt = last == null ? 0 : last.get(LOAD_LEDGER.ATTEMPT) + 1;
        Record made = dsl.insertInto(LOAD_LEDGER)
                .set(LOAD_LEDGER.FEED, feed)
                .set(LOAD_LEDGER.MANIFEST_SHA256, manifestHash)
                .set(LOAD_LEDGER.DEFINITION_SHA256, definitionHash)
                .set(LOAD_LEDGER.ATTEMPT, attempt)
                .set(LOAD_LEDGER.EPOCH, epoch)
                .set(
                        LOAD_LEDGER.BYTES_TOTAL,
                        files.stream().mapToLong(LandedFile::sizeBytes).sum())
                .returning()
                .fetchSingle();
        note(feed, made.get(LOAD_LEDGER.LOAD_ID), files);
        return position(made);
    }

    /** Notes the files of a load, those that are not known yet as well. */
    private void note(String feed, long loadId, List<LandedFile> files) {
        if (files.isEmpty()) {
            return;
        }
        BatchBindStep known = dsl.batch(insert(feed, files.getFirst()));
        BatchBindStep ofLoad =
                dsl.batch(dsl.insertInto(LOAD_FILE, LOAD_FILE.LOAD_ID, LOAD_FILE.FILE_NO, LOAD_FILE.RAW_FILE_ID)
                        .select(dsl.select(DSL.val(loadId), DSL.val(0), RAW_FILE.RAW_FILE_ID)
                                .from(RAW_FILE)
                                .where(RAW_FILE.FEED.eq(feed))
                                .and(RAW_FILE.SHA256.eq(new byte[0]))));
        for (int i = 0; i < files.size(); i++) {
            LandedFile file = files.get(i);
            known = known.bind(
                    feed,
                    hash(file),
                    file.name(),
                    file.source(),
                    file.sizeBytes(),
                    file.landedPath(),
                    json(file.context()),
                    file.receivedAt());
            ofLoad = ofLoad.bind(loadId, i, feed, hash(file));
        }
        known.execute();
        ofLoad.execute();
    }

    /** A file that is known keeps its row: when and whence it came first. */
    private Query insert(String feed, LandedFile file) {
        return dsl.insertInto(RAW_FILE)
                .set(RAW_FILE.FEED, feed)
                .set(RAW_FILE.SHA256, hash(file))
                .set(RAW_FILE.FILE_NAME, file.name())
                .set(RAW_FILE.SOURCE, file.source())
                .set(RAW_FILE.SIZE_BYTES, file.sizeBytes())
                .set(RAW_FILE.LANDED_PATH, file.landedPath())
                .set(RAW_FILE.CONTEXT, json(file.context()))
                .set(RAW_FILE.RECEIVED_AT, file.receivedAt())
                .onConflict(RAW_FILE.FEED, RAW_FILE.SHA256)
                .doUpdate()
                .set(RAW_FILE.DELETED_AT, DSL.excluded(RAW_FILE.DELETED_AT)) // its bytes have just landed again
                .set(RAW_FILE.LANDED_PATH, DSL.excluded(RAW_FILE.LANDED_PATH))
                .where(RAW_FILE.DELETED_AT.isNotNull());
    }

    private static byte[] hash(LandedFile file) {
        return HexFormat.of().parseHex(file.sha256());
    }

    private static Position position(Record ledger) {
        return new Position(
                ledger.get(LOAD_LEDGER.LOAD_ID),
                ledger.get(LOAD_LEDGER.ATTEMPT),
                ledger.get(LOAD_LEDGER.STATE).equals(LOADED),
                ledger.get(LOAD_LEDGER.PROBLEM),
                ledger.get(LOAD_LEDGER.FILE_NO),
                ledger.get(LOAD_LEDGER.LINE_NO));
    }

    /** Whether a content has been received for a feed before. */
    boolean knows(String feed, LandedFile file) {
        return dsl.fetchExists(
                RAW_FILE,
                RAW_FILE.FEED.eq(feed).and(RAW_FILE.SHA256.eq(HexFormat.of().parseHex(file.sha256()))));
    }

    /** Key of a file, which is noted when it is not yet. */
    long rawFileId(String feed, LandedFile file) {
        insert(feed, file).execute();
        return dsl.select(RAW_FILE.RAW_FILE_ID)
                .from(RAW_FILE)
                .where(RAW_FILE.FEED.eq(feed))
                .and(RAW_FILE.SHA256.eq(hash(file)))
                .fetchSingle()
                .value1();
    }

    /** When each file of a load was received first, in the load's order. */
    public List<Instant> received(long loadId) {
        return dsl.select(RAW_FILE.RECEIVED_AT)
                .from(LOAD_FILE)
                .join(RAW_FILE)
                .on(RAW_FILE.RAW_FILE_ID.eq(LOAD_FILE.RAW_FILE_ID))
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .orderBy(LOAD_FILE.FILE_NO)
                .fetch(RAW_FILE.RECEIVED_AT);
    }

    private static JSONB json(Map<String, String> context) {
        return JSONB.jsonb(JSON.writeValueAsString(context));
    }

    /** Where a load stands now. */
    public Position find(long loadId) {
        return position(dsl.select()
                .from(LOAD_LEDGER)
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .fetchSingle());
    }

    /** Key of each of a load's files, in its order. */
    List<Long> rawFileIds(long loadId) {
        return dsl.select(LOAD_FILE.RAW_FILE_ID)
                .from(LOAD_FILE)
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .orderBy(LOAD_FILE.FILE_NO)
                .fetch(LOAD_FILE.RAW_FILE_ID);
    }

    /**
     * Moves the position, in the transaction of what was written.
     *
     * @throws LeaseLostException when somebody else has begun to write: nothing of the chunk may be committed
     */
    void advance(Position from, Position to, long bytesDone, long epoch) {
        int moved = dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.FILE_NO, to.fileNo())
                .set(LOAD_LEDGER.LINE_NO, to.lineNo())
                .set(LOAD_LEDGER.BYTES_DONE, bytesDone)
                .set(LOAD_LEDGER.HEARTBEAT_AT, DSL.field("clock_timestamp()", java.time.Instant.class))
                .where(LOAD_LEDGER.LOAD_ID.eq(from.loadId()))
                .and(LOAD_LEDGER.EPOCH.eq(epoch))
                .and(LOAD_LEDGER.FILE_NO.eq(from.fileNo()))
                .and(LOAD_LEDGER.LINE_NO.eq(from.lineNo()))
                .execute();
        if (moved != 1) {
            throw new LeaseLostException("load " + from.loadId() + " was taken over by another process;"
                    + " this one stops and has written nothing of its last chunk");
        }
    }

    /** Adds what chunks did to their files, or refuses them whole. */
    void count(Connection connection, long loadId, List<FilePart> parts) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(COUNT)) {
            for (FilePart part : parts) {
                bind(count, part);
                count.setLong(COUNTS + 3, loadId);
                count.setInt(COUNTS + 4, part.fileNo());
                count.addBatch();
            }
            count.executeBatch();
        }
    }

    private static void bind(PreparedStatement count, FilePart part) throws SQLException {
        ChunkCounts counts = part.counts();
        LineSum lines = counts.lines();
        MergeSummary merged = counts.merged();
        @Nullable String problem = part.problem();
        String ended = problem == null ? LOADED : REFUSED;
        count.setString(1, part.ended() ? ended : null);
        count.setString(2, problem);
        long[] numbers = {
            lines.read(),
            lines.loaded(),
            lines.revised(),
            lines.unchanged(),
            lines.rejected(),
            lines.ignored(),
            counts.valuesRejected(),
            counts.valuesRead(),
            counts.valuesValid(),
            counts.valuesUnchanged(),
            merged.rowsInserted(),
            merged.rowsRevised(),
            merged.rowsUnchanged(),
            merged.valuesInserted(),
            merged.valuesRevised()
        };
        for (int i = 0; i < COUNTS; i++) {
            count.setLong(i + 3, numbers[i]);
        }
    }

    /**
     * Refuses a load whole.
     *
     * @throws LeaseLostException when somebody else has begun to write
     */
    void refuse(long loadId, String problem, long epoch) {
        int refused = dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.STATE, REFUSED)
                .set(LOAD_LEDGER.PROBLEM, problem)
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .and(LOAD_LEDGER.EPOCH.eq(epoch))
                .execute();
        if (refused != 1) {
            throw new LeaseLostException("load " + loadId + " was taken over by another process");
        }
    }

    /**
     * Says in the transaction of what else a load writes that it lives.
     *
     * @throws LeaseLostException when somebody else has begun to write: nothing of it may be committed
     */
    void beat(long loadId, long epoch) {
        int beaten = dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.HEARTBEAT_AT, DSL.field("clock_timestamp()", java.time.Instant.class))
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .and(LOAD_LEDGER.EPOCH.eq(epoch))
                .and(LOAD_LEDGER.STATE.eq(LOADING))
                .execute();
        if (beaten != 1) {
            throw new LeaseLostException("load " + loadId + " was taken over by another process");
        }
    }

    /**
     * Ends the load.
     *
     * @throws LeaseLostException when somebody else has begun to write
     */
    void endLoad(long loadId, long epoch) {
        int ended = dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.STATE, LOADED)
                .set(LOAD_LEDGER.FINISHED_AT, DSL.field("clock_timestamp()", java.time.Instant.class))
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .and(LOAD_LEDGER.EPOCH.eq(epoch))
                .execute();
        if (ended != 1) {
            throw new LeaseLostException("load " + loadId + " was taken over by another process");
        }
    }
}
