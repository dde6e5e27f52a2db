package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.REJECTED_READING;

import dev.calima.batch.ingest.Notice;
import java.util.List;
import org.jooq.DSLContext;

/** Keeps what was refused, with its line as it stands in the file. */
final class RejectedReadingWriter {

    private static final int MOST_CHARACTERS = 4096;

    private RejectedReadingWriter() {}

    /**
     * A notice with its line.
     *
     * @param notice what is wrong
     * @param rawText the line as it stands in the file
     */
    record Rejected(Notice notice, String rawText) {}

    static void write(DSLContext dsl, long loadId, long rawFileId, List<Rejected> rejected) {
        if (rejected.isEmpty()) {
            return;
        }
        dsl.batch(rejected.stream()
                        .map(one -> dsl.insertInto(REJECTED_READING)
                                .set(REJECTED_READING.LOAD_ID, loadId)
                                .set(REJECTED_READING.RAW_FILE_ID, rawFileId)
                                .set(REJECTED_READING.LINE_NO, one.notice().line())
                                .set(REJECTED_READING.FIELD, one.notice().field())
                                .set(REJECTED_READING.CODE, one.notice().kind().code())
                                .set(REJECTED_READING.REASON, one.notice().reason())
                                .set(REJECTED_READING.RAW_TEXT, storable(one.rawText()))
                                .onConflictDoNothing())
                        .toList())
                .execute();
    }

    /** PostgreSQL's text holds no NUL; it is shown as the replacement character. */
    private static String storable(String text) {
        String cut = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        return cut.replace('\0', '\uFFFD');
    }
}
