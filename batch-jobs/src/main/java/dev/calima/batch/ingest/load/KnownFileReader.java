package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.LOAD_FILE;
import static dev.calima.sql.schema.Tables.RAW_FILE;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.noCondition;

import dev.calima.batch.ingest.fetch.KeptFile;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Tells which files have been loaded, for loading them once more from the landing area. */
@Component
public class KnownFileReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> CONTEXT = new TypeReference<>() {};

    private final DSLContext dsl;

    KnownFileReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A file as the database knows it.
     *
     * @param landedPath where its bytes are; {@code !} and a name for a file in an archive
     * @param kept the bytes it is, or is in
     * @param deletedAt when retention took them away; null while they are there
     */
    public record KnownFile(
            String landedPath, KeptFile kept, @Nullable Instant deletedAt) {}

    /**
     * The files of a feed that were loaded, in the order of the last load of each: loading them so ends where loading them
     * then did.
     *
     * @param from received then or later; null for any time
     * @param to received before; null for any time
     */
    public List<KnownFile> loaded(String feed, @Nullable Instant from, @Nullable Instant to) {
        Condition when = noCondition();
        if (from != null) {
            when = when.and(RAW_FILE.RECEIVED_AT.ge(from));
        }
        if (to != null) {
            when = when.and(RAW_FILE.RECEIVED_AT.lt(to));
        }
        Field<Long> lastLoad = max(LOAD_FILE.LOAD_ID);
        return dsl.select(
                        RAW_FILE.LANDED_PATH,
                        RAW_FILE.FILE_NAME,
                        RAW_FILE.SOURCE,
                        RAW_FILE.CONTEXT,
                        RAW_FILE.RECEIVED_AT,
                        RAW_FILE.DELETED_AT)
                .from(RAW_FILE)
                .join(LOAD_FILE)
                .on(LOAD_FILE.RAW_FILE_ID.eq(RAW_FILE.RAW_FILE_ID))
                .where(RAW_FILE.FEED.eq(feed))
                .and(LOAD_FILE.STATE.eq("loaded"))
                .and(when)
                .groupBy(RAW_FILE.RAW_FILE_ID)
                .orderBy(lastLoad, max(LOAD_FILE.FILE_NO))
                .fetch(row -> known(feed, row));
    }

    /**
     * The files of a load in its order, looked through once more in the landing area; none when the feed has no such load.
     *
     * @throws IOException when one is not there any more
     */
    public List<LandedFile> open(String feed, long loadId, LandingArea landing) throws IOException {
        List<KnownFile> known = dsl.select(
                        RAW_FILE.LANDED_PATH,
                        RAW_FILE.FILE_NAME,
                        RAW_FILE.SOURCE,
                        RAW_FILE.CONTEXT,
                        RAW_FILE.RECEIVED_AT,
                        RAW_FILE.DELETED_AT)
                .from(LOAD_FILE)
                .join(RAW_FILE)
                .on(RAW_FILE.RAW_FILE_ID.eq(LOAD_FILE.RAW_FILE_ID))
                .where(LOAD_FILE.LOAD_ID.eq(loadId))
                .and(RAW_FILE.FEED.eq(feed))
                .orderBy(LOAD_FILE.FILE_NO)
                .fetch(row -> known(feed, row));
        Map<String, LandedFile> opened = new HashMap<>();
        List<LandedFile> files = new ArrayList<>();
        for (KnownFile file : known) {
            if (!opened.containsKey(file.landedPath())) {
                landing.open(file.kept()).forEach(one -> opened.put(one.landedPath(), one));
            }
            @Nullable LandedFile one = opened.get(file.landedPath());
            if (one == null) {
                throw new IOException(
                        file.kept().name() + " is not in the landing area any more: load its source again");
            }
            files.add(one);
        }
        return files;
    }

    private static KnownFile known(String feed, Record row) {
        String landedPath = row.get(RAW_FILE.LANDED_PATH);
        String bytes = outer(landedPath);
        return new KnownFile(
                landedPath,
                new KeptFile(
                        feed,
                        bytes.substring(bytes.lastIndexOf('/') + 1),
                        landedPath.equals(bytes) ? row.get(RAW_FILE.FILE_NAME) : outer(row.get(RAW_FILE.FILE_NAME)),
                        landedPath.equals(bytes) ? row.get(RAW_FILE.SOURCE) : outer(row.get(RAW_FILE.SOURCE)),
                        JSON.readValue(row.get(RAW_FILE.CONTEXT).data(), CONTEXT),
                        row.get(RAW_FILE.RECEIVED_AT)),
                row.get(RAW_FILE.DELETED_AT));
    }

    /** The archive that a file is in, or the file itself. */
    private static String outer(String text) {
        int mark = text.indexOf('!');
        return mark < 0 ? text : text.substring(0, mark);
    }
}
