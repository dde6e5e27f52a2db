package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.REJECTED_READING;
import static dev.calima.sql.schema.Tables.REPLAYED_LINE;

import dev.calima.batch.ingest.fetch.LandedFile;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Notes which lines are loaded again, and what became of refused ones. */
@Component
public class ReplayWriter {

    private final DSLContext dsl;
    private final LedgerWriter ledger;

    ReplayWriter(DSLContext dsl, LedgerWriter ledger) {
        this.dsl = dsl;
        this.ledger = ledger;
    }

    /**
     * Notes a file made of mended lines. A content that was there before is left as it is: it is a file of a publisher's, of
     * which everything counts, or was noted by a replay that was cut off.
     *
     * @param fields the columns that count, by line from 1; none when all do
     */
    @Transactional
    public void register(String feed, LandedFile file, Map<Long, Set<String>> fields) {
        if (ledger.knows(feed, file)) {
            return;
        }
        long rawFileId = ledger.rawFileId(feed, file);
        fields.forEach((line, columns) -> dsl.insertInto(REPLAYED_LINE)
                .set(REPLAYED_LINE.RAW_FILE_ID, rawFileId)
                .set(REPLAYED_LINE.LINE_NO, line)
                .set(REPLAYED_LINE.FIELDS, columns.toArray(String[]::new))
                .onConflictDoNothing()
                .execute());
    }

    /** Marks open refused lines as loaded again. */
    @Transactional
    public void settle(Collection<Long> rejectedIds, long loadId) {
        dsl.update(REJECTED_READING)
                .set(REJECTED_READING.STATE, "replayed")
                .set(REJECTED_READING.REPLAYED_LOAD_ID, loadId)
                .where(REJECTED_READING.REJECTED_READING_ID.in(rejectedIds))
                .and(REJECTED_READING.STATE.eq("open"))
                .execute();
    }

    /** Marks open refused lines as of no use; returns how many there were. */
    @Transactional
    public int discard(Collection<Long> rejectedIds) {
        return dsl.update(REJECTED_READING)
                .set(REJECTED_READING.STATE, "discarded")
                .where(REJECTED_READING.REJECTED_READING_ID.in(rejectedIds))
                .and(REJECTED_READING.STATE.eq("open"))
                .execute();
    }
}
