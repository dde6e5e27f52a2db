package dev.calima.batch.ingest.reconcile;

import static dev.calima.sql.schema.Tables.LOAD_FILE;
import static dev.calima.sql.schema.Tables.LOAD_LEDGER;
import static dev.calima.sql.schema.Tables.RECONCILIATION;
import static dev.calima.sql.schema.Tables.RECONCILIATION_DIFFERENCE;
import static dev.calima.sql.schema.Tables.RECONCILIATION_MONTH;
import static dev.calima.sql.schema.Tables.REJECTED_READING;

import dev.calima.batch.ledger.LeaseLostException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps what was published and what comparing found. Everything may be written twice and is there once. */
@Component
class ReconciliationWriter {

    private static final String COMPARING = "comparing";
    private static final String LOADED = "loaded";
    private static final int MOST_CHARACTERS = 4096;
    private static final String WRITE_DAYS = """
            INSERT INTO calima.published_day (source, station_id, parameter_id, day, value, last_digit, validity, raw_file_id)
            SELECT ?, s, p, d, v, l, CASE WHEN ok THEN 1 ELSE -1 END, ?
            FROM unnest(?::int[], ?::smallint[], ?::date[], ?::real[], ?::real[], ?::boolean[]) AS t (s, p, d, v, l, ok)
            ORDER BY s, p, d
            ON CONFLICT (source, station_id, parameter_id, day) DO UPDATE
            SET value = excluded.value, last_digit = excluded.last_digit, validity = excluded.validity,
                raw_file_id = excluded.raw_file_id, updated_at = clock_timestamp()
            WHERE (published_day.value, published_day.last_digit, published_day.validity)
              IS DISTINCT FROM (excluded.value, excluded.last_digit, excluded.validity)
            """;

    private final DSLContext dsl;

    ReconciliationWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** The comparison that was begun with a load and is not done, or a new one. */
    @Transactional
    public long open(String source, long loadId, int leastHours) {
        @Nullable Long begun = dsl.select(RECONCILIATION.RECONCILIATION_ID)
                .from(RECONCILIATION)
                .where(RECONCILIATION.SOURCE.eq(source))
                .and(RECONCILIATION.LOAD_ID.eq(loadId))
                .and(RECONCILIATION.STATE.eq(COMPARING))
                .orderBy(RECONCILIATION.RECONCILIATION_ID.desc())
                .limit(1)
                .fetchOne(RECONCILIATION.RECONCILIATION_ID);
        if (begun != null) {
            return begun;
        }
        return dsl.insertInto(RECONCILIATION)
                .set(RECONCILIATION.SOURCE, source)
                .set(RECONCILIATION.LOAD_ID, loadId)
                .set(RECONCILIATION.LEAST_HOURS, (short) leastHours)
                .returning(RECONCILIATION.RECONCILIATION_ID)
                .fetchSingle()
                .get(RECONCILIATION.RECONCILIATION_ID);
    }

    /**
     * Notes that its holder lives, in the transaction of what is written next.
     *
     * @throws LeaseLostException when somebody else has begun to write: nothing may be committed
     */
    void fence(long loadId, long epoch) {
        int mine = dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.HEARTBEAT_AT, now())
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .and(LOAD_LEDGER.EPOCH.eq(epoch))
                .execute();
        if (mine != 1) {
            throw new LeaseLostException("load " + loadId + " was taken over by another process;"
                    + " this one stops and has written nothing more");
        }
    }

    /** Makes a load's writer the holder of this epoch, also of one that is done. */
    @Transactional
    public void take(long loadId, long epoch) {
        dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.EPOCH, epoch)
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .execute();
    }

    /** Keeps what a file says; the same again changes no row. Returns how many days are new or changed. */
    int write(String source, long loadId, int fileNo, PublishedFile file) {
        long rawFileId = rawFileId(loadId, fileNo);
        Collection<PublishedDay> days = file.days();
        int changed = days.isEmpty()
                ? 0
                : dsl.execute(
                        WRITE_DAYS,
                        source,
                        rawFileId,
                        days.stream().map(PublishedDay::stationId).toArray(Integer[]::new),
                        days.stream().map(PublishedDay::parameterId).toArray(Short[]::new),
                        days.stream().map(PublishedDay::day).toArray(LocalDate[]::new),
                        days.stream().map(PublishedDay::value).toArray(Float[]::new),
                        days.stream().map(PublishedDay::lastDigit).toArray(Float[]::new),
                        days.stream().map(PublishedDay::valid).toArray(Boolean[]::new));
        file.refused().forEach(refused -> write(loadId, rawFileId, refused));
        dsl.update(LOAD_FILE)
                .set(LOAD_FILE.STATE, LOADED)
                .set(LOAD_FILE.LINES_READ, file.lines())
                .set(LOAD_FILE.LINES_LOADED, file.lines() - file.linesRefused() - file.linesLeftOut())
                .set(LOAD_FILE.LINES_REJECTED, file.linesRefused())
                .set(LOAD_FILE.LINES_IGNORED, file.linesLeftOut())
                .set(LOAD_FILE.CELLS_REJECTED, file.cellsRefused())
                .set(LOAD_FILE.VALUES_READ, file.cellsRefused())
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .and(LOAD_FILE.FILE_NO.eq(fileNo))
                .and(LOAD_FILE.STATE.ne(LOADED))
                .execute();
        return changed;
    }

    private void write(long loadId, long rawFileId, PublishedFile.Refused refused) {
        String text = refused.rawText();
        dsl.insertInto(REJECTED_READING)
                .set(REJECTED_READING.LOAD_ID, loadId)
                .set(REJECTED_READING.RAW_FILE_ID, rawFileId)
                .set(REJECTED_READING.LINE_NO, refused.notice().line())
                .set(REJECTED_READING.FIELD, refused.notice().field())
                .set(REJECTED_READING.CODE, refused.notice().kind().code())
                .set(REJECTED_READING.REASON, storable(refused.notice().reason()))
                .set(REJECTED_READING.RAW_TEXT, storable(text))
                .onConflictDoNothing()
                .execute();
    }

    /** PostgreSQL's text holds no NUL. */
    private static String storable(String text) {
        return (text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS)).replace('\0', '\uFFFD');
    }

    /** Refuses a whole file. */
    void refuse(long loadId, int fileNo, String problem) {
        dsl.update(LOAD_FILE)
                .set(LOAD_FILE.STATE, "refused")
                .set(LOAD_FILE.PROBLEM, problem)
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .and(LOAD_FILE.FILE_NO.eq(fileNo))
                .execute();
    }

    private long rawFileId(long loadId, int fileNo) {
        return dsl.select(LOAD_FILE.RAW_FILE_ID)
                .from(LOAD_FILE)
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .and(LOAD_FILE.FILE_NO.eq(fileNo))
                .fetchSingle()
                .value1();
    }

    /** All files are read. */
    void endLoad(long loadId, int files) {
        dsl.update(LOAD_LEDGER)
                .set(LOAD_LEDGER.STATE, LOADED)
                .set(LOAD_LEDGER.FILE_NO, files)
                .set(LOAD_LEDGER.FINISHED_AT, now())
                .where(LOAD_LEDGER.LOAD_ID.eq(loadId))
                .and(LOAD_LEDGER.STATE.ne(LOADED))
                .execute();
    }

    /** Keeps what comparing a month found. */
    void write(long reconciliationId, YearMonth month, MonthComparison comparison) {
        comparison
                .counts()
                .forEach((parameter, counts) -> dsl.insertInto(RECONCILIATION_MONTH)
                        .set(RECONCILIATION_MONTH.RECONCILIATION_ID, reconciliationId)
                        .set(RECONCILIATION_MONTH.MONTH, month.atDay(1))
                        .set(RECONCILIATION_MONTH.PARAMETER_ID, parameter)
                        .set(RECONCILIATION_MONTH.DAYS_EQUAL, counts.equal)
                        .set(RECONCILIATION_MONTH.DAYS_LAST_DIGIT, counts.lastDigit)
                        .set(RECONCILIATION_MONTH.DAYS_DIFFERING, counts.differing)
                        .set(RECONCILIATION_MONTH.DAYS_ONLY_PUBLISHED, counts.onlyPublished)
                        .set(RECONCILIATION_MONTH.DAYS_ONLY_OURS, counts.onlyOurs)
                        .execute());
        List<MonthComparison.Difference> differences = comparison.differences();
        differences.forEach(difference -> dsl.insertInto(RECONCILIATION_DIFFERENCE)
                .set(RECONCILIATION_DIFFERENCE.RECONCILIATION_ID, reconciliationId)
                .set(
                        RECONCILIATION_DIFFERENCE.STATION_ID,
                        difference.published().stationId())
                .set(
                        RECONCILIATION_DIFFERENCE.PARAMETER_ID,
                        difference.published().parameterId())
                .set(RECONCILIATION_DIFFERENCE.DAY, difference.published().day())
                .set(RECONCILIATION_DIFFERENCE.PUBLISHED, difference.published().value())
                .set(RECONCILIATION_DIFFERENCE.OURS, difference.ours())
                .set(RECONCILIATION_DIFFERENCE.HOURS, (short) difference.hours())
                .execute());
    }

    /** The last month is done. */
    void end(long reconciliationId) {
        dsl.update(RECONCILIATION)
                .set(RECONCILIATION.STATE, "done")
                .set(RECONCILIATION.FINISHED_AT, now())
                .where(RECONCILIATION.RECONCILIATION_ID.eq(reconciliationId))
                .execute();
    }

    private static Field<Instant> now() {
        return DSL.field("clock_timestamp()", Instant.class);
    }
}
