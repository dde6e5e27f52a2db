package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.LOAD_FILE;
import static dev.calima.sql.schema.Tables.RAW_FILE;
import static dev.calima.sql.schema.Tables.REJECTED_READING;
import static dev.calima.sql.schema.Tables.REPLAYED_LINE;

import dev.calima.batch.observation.LineSum;
import dev.calima.batch.observation.MergeSummary;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Tells what became of a load. */
@Component
@Primary // the operator API has one of its own
public class LoadReader {

    private final DSLContext dsl;

    public LoadReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Every file of a load, in its order. */
    public List<FileOutcome> files(long loadId) {
        return dsl.select()
                .from(LOAD_FILE)
                .join(RAW_FILE)
                .on(RAW_FILE.RAW_FILE_ID.eq(LOAD_FILE.RAW_FILE_ID))
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .orderBy(LOAD_FILE.FILE_NO)
                .fetch(file -> new FileOutcome(
                        file.get(RAW_FILE.FILE_NAME),
                        file.get(LOAD_FILE.PROBLEM),
                        new LineSum(
                                file.get(LOAD_FILE.LINES_LOADED),
                                file.get(LOAD_FILE.LINES_REVISED),
                                file.get(LOAD_FILE.LINES_UNCHANGED),
                                file.get(LOAD_FILE.LINES_REJECTED),
                                file.get(LOAD_FILE.LINES_IGNORED)),
                        file.get(LOAD_FILE.VALUES_READ),
                        file.get(LOAD_FILE.CELLS_REJECTED),
                        file.get(LOAD_FILE.VALUES_VALID),
                        new MergeSummary(
                                file.get(LOAD_FILE.ROWS_INSERTED),
                                file.get(LOAD_FILE.ROWS_REVISED),
                                file.get(LOAD_FILE.ROWS_UNCHANGED),
                                file.get(LOAD_FILE.VALUES_INSERTED),
                                file.get(LOAD_FILE.VALUES_REVISED),
                                file.get(LOAD_FILE.VALUES_UNCHANGED))));
    }

    /**
     * A refused line or value.
     *
     * @param id its key
     * @param loadId the load that refused it
     * @param feed its feed
     * @param rawFileId key of its file
     * @param file name of its file
     * @param line its line, from 1
     * @param field the column; empty for the whole line
     * @param code kind of problem
     * @param reason what is wrong and what to do
     * @param rawText the line
     * @param isCut whether that is only its beginning
     * @param state open, replayed or discarded
     */
    public record RejectedReading(
            long id,
            long loadId,
            String feed,
            long rawFileId,
            String file,
            long line,
            String field,
            String code,
            String reason,
            String rawText,
            boolean isCut,
            String state) {}

    /**
     * Which refused lines and values are meant.
     *
     * @param load of this load; 0 for all
     * @param feed of this feed; null for all
     * @param code of this kind; null for all
     * @param file of files with this name; null for all
     * @param line of this line; 0 for all
     * @param settled also those that were replayed or discarded
     */
    public record RejectedFilter(
            long load,
            @Nullable String feed,
            @Nullable String code,
            @Nullable String file,
            long line,
            boolean settled) {

        /** All that is open, of one load or (with 0) of all. */
        public static RejectedFilter ofLoad(long load) {
            return new RejectedFilter(load, null, null, null, 0, false);
        }
    }

    /** Open refused lines and values, of one load or (with 0) of all, the newest load first, in the order of the file. */
    public List<RejectedReading> rejected(long loadId, int limit) {
        return rejected(RejectedFilter.ofLoad(loadId), limit);
    }

    /** Refused lines and values, the newest load first, in the order of the file. */
    public List<RejectedReading> rejected(RejectedFilter filter, int limit) {
        return rejected(condition(filter), limit);
    }

    /** Refused lines and values by their keys, in the order of the file. */
    public List<RejectedReading> rejected(Collection<Long> ids) {
        return rejected(REJECTED_READING.REJECTED_READING_ID.in(ids), ids.size());
    }

    private static Condition condition(RejectedFilter filter) {
        Condition condition = filter.settled() ? DSL.noCondition() : REJECTED_READING.STATE.eq("open");
        condition = filter.load() == 0 ? condition : condition.and(REJECTED_READING.LOAD_ID.eq(filter.load()));
        condition = filter.line() == 0 ? condition : condition.and(REJECTED_READING.LINE_NO.eq(filter.line()));
        condition = filter.feed() == null ? condition : condition.and(RAW_FILE.FEED.eq(filter.feed()));
        condition = filter.code() == null ? condition : condition.and(REJECTED_READING.CODE.eq(filter.code()));
        return filter.file() == null ? condition : condition.and(RAW_FILE.FILE_NAME.eq(filter.file()));
    }

    private List<RejectedReading> rejected(Condition condition, int limit) {
        return dsl.select()
                .from(REJECTED_READING)
                .join(RAW_FILE)
                .on(RAW_FILE.RAW_FILE_ID.eq(REJECTED_READING.RAW_FILE_ID))
                .where(condition)
                .orderBy(
                        REJECTED_READING.LOAD_ID.desc(),
                        REJECTED_READING.RAW_FILE_ID,
                        REJECTED_READING.LINE_NO,
                        REJECTED_READING.FIELD)
                .limit(limit)
                .fetch(row -> new RejectedReading(
                        row.get(REJECTED_READING.REJECTED_READING_ID),
                        row.get(REJECTED_READING.LOAD_ID),
                        row.get(RAW_FILE.FEED),
                        row.get(RAW_FILE.RAW_FILE_ID),
                        row.get(RAW_FILE.FILE_NAME),
                        row.get(REJECTED_READING.LINE_NO),
                        row.get(REJECTED_READING.FIELD),
                        row.get(REJECTED_READING.CODE),
                        row.get(REJECTED_READING.REASON),
                        row.get(REJECTED_READING.RAW_TEXT),
                        row.get(REJECTED_READING.RAW_CUT),
                        row.get(REJECTED_READING.STATE)));
    }

    /** Where a file's bytes are kept, relative to the landing area. */
    public String landedPath(long rawFileId) {
        return dsl.select(RAW_FILE.LANDED_PATH)
                .from(RAW_FILE)
                .where(RAW_FILE.RAW_FILE_ID.eq(rawFileId))
                .fetchSingle()
                .value1();
    }

    /** Of a feed's files that are made of mended lines, by their hash: the columns that count, by line. */
    public Map<String, Map<Long, Set<String>>> countedFields(String feed) {
        Map<String, Map<Long, Set<String>>> counted = new HashMap<>();
        dsl.select(RAW_FILE.SHA256, REPLAYED_LINE.LINE_NO, REPLAYED_LINE.FIELDS)
                .from(REPLAYED_LINE)
                .join(RAW_FILE)
                .on(RAW_FILE.RAW_FILE_ID.eq(REPLAYED_LINE.RAW_FILE_ID))
                .where(RAW_FILE.FEED.eq(feed))
                .forEach(line -> counted.computeIfAbsent(
                                HexFormat.of().formatHex(line.value1()), hash -> new HashMap<>())
                        .put(line.value2(), Set.of(line.value3())));
        return counted;
    }

    /** How many of each kind a load refused. */
    public Map<String, Integer> rejectedByCode(long loadId) {
        return dsl.select(REJECTED_READING.CODE, DSL.count())
                .from(REJECTED_READING)
                .where(REJECTED_READING.LOAD_ID.eq(loadId))
                .groupBy(REJECTED_READING.CODE)
                .orderBy(REJECTED_READING.CODE)
                .fetchMap(REJECTED_READING.CODE, DSL.count());
    }
}
