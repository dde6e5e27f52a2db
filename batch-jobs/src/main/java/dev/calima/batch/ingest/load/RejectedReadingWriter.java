package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.REJECTED_READING;
import static dev.calima.sql.schema.Tables.SERIES;

import dev.calima.batch.ingest.Notice;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.BatchBindStep;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Keeps what was refused, with its line as it stands in the file. */
final class RejectedReadingWriter {

    private static final int MOST_CHARACTERS = 16_384;
    private static final long SECONDS_OF_MINUTE = 60;

    private RejectedReadingWriter() {}

    /**
     * A notice with its line.
     *
     * @param notice what is wrong
     * @param rawText the line as it stands in the file
     */
    record Rejected(Notice notice, String rawText) {

        /** Of a long line no more is held than is kept: a file may have thousands of them. */
        Rejected {
            rawText = rawText.length() <= MOST_CHARACTERS ? rawText : rawText.substring(0, MOST_CHARACTERS + 1);
        }

        /** Roughly the characters that it takes in memory. */
        int size() {
            return rawText.length() + notice.reason().length();
        }
    }

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
                        REJECTED_READING.RAW_CUT,
                        REJECTED_READING.SERIES_ID,
                        REJECTED_READING.PERIOD_START)
                .values(loadId, rawFileId, 0L, "", "", "", "", false, null, null)
                .onConflictDoNothing());
        Map<List<Integer>, Integer> series = new HashMap<>();
        for (Rejected one : rejected) {
            Notice.@Nullable Place place = one.notice().place();
            @Nullable Integer seriesId = place == null ? null : seriesId(dsl, place, series);
            batch = batch.bind(
                    loadId,
                    rawFileId,
                    one.notice().line(),
                    one.notice().field(),
                    one.notice().kind().code(),
                    storable(one.notice().reason()),
                    storable(one.rawText()),
                    one.rawText().length() > MOST_CHARACTERS,
                    seriesId,
                    place == null || seriesId == null
                            ? null
                            : Instant.ofEpochSecond(place.epochMinute() * SECONDS_OF_MINUTE));
        }
        batch.execute();
    }

    /** Key of the series that a refused value would have belonged to; null when there is none. */
    private static @Nullable Integer seriesId(DSLContext dsl, Notice.Place place, Map<List<Integer>, Integer> known) {
        List<Integer> key =
                List.of(place.stationId(), (int) place.parameterId(), place.stepMinutes(), place.phaseMinutes());
        @Nullable Integer id = known.get(key);
        if (id == null) {
            id = dsl.select(SERIES.SERIES_ID)
                    .from(SERIES)
                    .where(SERIES.STATION_ID.eq(place.stationId()))
                    .and(SERIES.PARAMETER_ID.eq(place.parameterId()))
                    .and(SERIES.STEP_MINUTES.eq((short) place.stepMinutes()))
                    .and(SERIES.PHASE_MINUTES.eq((short) place.phaseMinutes()))
                    .fetchOne(SERIES.SERIES_ID);
            if (id != null) {
                known.put(key, id);
            }
        }
        return id;
    }

    /** PostgreSQL's text holds no NUL; it is shown as the replacement character. */
    private static String storable(String text) {
        String cut = text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        return cut.replace('\0', '\uFFFD');
    }
}
