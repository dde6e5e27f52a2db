package dev.calima.api.parameter;

import static dev.calima.sql.schema.Tables.PARAMETER;

import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

@Component
class ParameterQueries {

    private final DSLContext db;

    ParameterQueries(DSLContext db) {
        this.db = db;
    }

    /** All parameters, pollutants first, then by name. */
    List<ParameterResponse.Parameter> list() {
        return db.selectFrom(PARAMETER)
                .orderBy(PARAMETER.KIND, PARAMETER.CODE)
                .fetch(row -> new ParameterResponse.Parameter(
                        row.get(PARAMETER.CODE).value(),
                        row.get(PARAMETER.NAME),
                        row.get(PARAMETER.DISPLAY_NAME),
                        row.get(PARAMETER.KIND),
                        row.get(PARAMETER.UNIT),
                        row.get(PARAMETER.DECIMALS)));
    }
}
