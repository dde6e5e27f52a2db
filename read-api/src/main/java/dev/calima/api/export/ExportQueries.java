package dev.calima.api.export;

import static dev.calima.sql.schema.Tables.EXPORT;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class ExportQueries {

    private final DSLContext db;

    ExportQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * The files in force by network, parameter, year and format.
     *
     * @param network null for all
     * @param parameter null for all
     */
    List<Found> list(@Nullable String network, @Nullable String parameter) {
        Condition asked = network == null ? DSL.noCondition() : EXPORT.NETWORK.eq(network);
        if (parameter != null) {
            asked = asked.and(EXPORT.PARAMETER.eq(parameter));
        }
        return db.selectFrom(EXPORT)
                .where(asked)
                .orderBy(EXPORT.NETWORK, EXPORT.PARAMETER, EXPORT.YEAR, EXPORT.FORMAT)
                .fetch(ExportQueries::found);
    }

    private static Found found(Record row) {
        return new Found(
                new ExportResponse.File(
                        row.get(EXPORT.EXPORT_FILE_ID),
                        row.get(EXPORT.NETWORK),
                        row.get(EXPORT.PARAMETER),
                        row.get(EXPORT.UNIT),
                        row.get(EXPORT.YEAR),
                        row.get(EXPORT.FORMAT),
                        row.get(EXPORT.MEDIA_TYPE),
                        row.get(EXPORT.FILE_NAME),
                        row.get(EXPORT.SHA256),
                        row.get(EXPORT.SIZE_BYTES),
                        row.get(EXPORT.ROW_COUNT),
                        row.get(EXPORT.FIRST_START),
                        row.get(EXPORT.LAST_END),
                        row.get(EXPORT.AS_OF),
                        row.get(EXPORT.PUBLISHED_AT)),
                new Publication(
                        row.get(EXPORT.ATTRIBUTION),
                        new Licence(row.get(EXPORT.LICENCE), row.get(EXPORT.LICENCE_URL))));
    }

    /** A file and what its publisher asks for. */
    record Found(ExportResponse.File file, Publication publication) {}
}
