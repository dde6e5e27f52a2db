package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.REJECTED_READING;

import dev.calima.batch.ingest.Notice;
import java.util.List;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;

/** Keeps what was refused, with its line as it stands in the file. */
final class RejectedReadingWriter {

    private static final int MOST_CHARACTERS = 16_384;

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
        BatchBindStep batch = dsl.batch(dsl.insertInto(
                        REJECTED_READING,
                        REJECTED_READING.LOAD_ID,
                        REJECTED_READING.RAW_FILE_ID,
                        REJECTED_READING.LINE_NO,
                        REJECTED_READING.FIELD,
                        REJECTED_READING.CODE,
                        REJECTED_READING.REASON,
                        REJECTED_READING.RAW_TEXT,
                        REJECTED_READING.RAW_CUT)
                .values(loadId, rawFileId, 0L, "", "", "", "", false)
                .onConflictDoNothing());
        for (Rejected one : rejected) {
            batch = batch.bind(
                    loadId,
                    rawFileId,
                    one.notice().line(),
                    one.notice().field(),
                    one.notice().kind().code(),
                    storable(one.notice().reason()),
                    storable(one.rawText()),
                    one.rawText().length() > MOST_CHARACTERS);
        }
        batch.execute();
    }

    /** PostgreSQL's text holds no NUL; it is shown as the replacement character. */
    private static String storable(String text) {
        String cut = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        return cut.replace('\0', '\uFFFD');
    }
}
