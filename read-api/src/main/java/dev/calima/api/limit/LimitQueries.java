package dev.calima.api.limit;

import static dev.calima.sql.schema.Tables.EXCEEDANCE_YEAR;
import static dev.calima.sql.schema.Tables.LIMIT_VALUE;
import static dev.calima.sql.schema.Tables.PARAMETER;

import dev.calima.api.series.Series;
import dev.calima.sql.type.ParameterCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class LimitQueries {

    private final DSLContext db;

    LimitQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * Limit values by standard, parameter, averaging and kind.
     *
     * @param standard null for all
     * @param parameter null for all
     */
    List<LimitResponse.Limit> limits(@Nullable String standard, @Nullable ParameterCode parameter) {
        Condition asked = standard == null ? DSL.noCondition() : LIMIT_VALUE.STANDARD.eq(standard);
        if (parameter != null) {
            asked = asked.and(PARAMETER.CODE.eq(parameter));
        }
        // spotless:off
        return db.select(LIMIT_VALUE.asterisk(), PARAMETER.CODE)
                .from(LIMIT_VALUE)
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(LIMIT_VALUE.PARAMETER_ID))
                .where(asked)
                .orderBy(LIMIT_VALUE.STANDARD, PARAMETER.CODE, LIMIT_VALUE.AVERAGING, LIMIT_VALUE.KIND)
                .fetch(row -> new LimitResponse.Limit(
                        row.get(LIMIT_VALUE.STANDARD), row.get(PARAMETER.CODE).value(), row.get(LIMIT_VALUE.KIND),
                        row.get(LIMIT_VALUE.AVERAGING), row.get(LIMIT_VALUE.VALUE), row.get(LIMIT_VALUE.UNIT),
                        row.get(LIMIT_VALUE.CONSECUTIVE), row.get(LIMIT_VALUE.ALLOWED), row.get(LIMIT_VALUE.AVERAGED_YEARS),
                        row.get(LIMIT_VALUE.VALID_FROM), row.get(LIMIT_VALUE.VALID_TO), row.get(LIMIT_VALUE.SOURCE),
                        row.get(LIMIT_VALUE.VERIFIED)));
        // spotless:on
    }

    boolean standardExists(String standard) {
        return db.fetchExists(LIMIT_VALUE, LIMIT_VALUE.STANDARD.eq(standard));
    }

    /** The counts of a year by station, parameter, averaging and kind. */
    List<LimitResponse.Exceedance> exceedances(List<Series> of, String standard, int year) {
        Map<Integer, Series> byId = of.stream().collect(Collectors.toMap(Series::id, each -> each));
        // spotless:off
        return db.selectFrom(EXCEEDANCE_YEAR)
                .where(EXCEEDANCE_YEAR.SERIES_ID.eq(DSL.any(byId.keySet().toArray(Integer[]::new))))
                .and(EXCEEDANCE_YEAR.STANDARD.eq(standard))
                .and(EXCEEDANCE_YEAR.YEAR.eq((short) year))
                .orderBy(EXCEEDANCE_YEAR.PARAMETER, EXCEEDANCE_YEAR.AVERAGING, EXCEEDANCE_YEAR.KIND)
                .fetch(row -> new LimitResponse.Exceedance(
                        Objects.requireNonNull(byId.get(row.get(EXCEEDANCE_YEAR.SERIES_ID))).station().value(),
                        row.get(EXCEEDANCE_YEAR.PARAMETER), row.get(EXCEEDANCE_YEAR.YEAR), row.get(EXCEEDANCE_YEAR.STANDARD),
                        row.get(EXCEEDANCE_YEAR.KIND), row.get(EXCEEDANCE_YEAR.AVERAGING), row.get(EXCEEDANCE_YEAR.VALUE),
                        row.get(EXCEEDANCE_YEAR.UNIT), row.get(EXCEEDANCE_YEAR.EXCEEDANCES), row.get(EXCEEDANCE_YEAR.ALLOWED),
                        row.get(EXCEEDANCE_YEAR.REMAINING), row.get(EXCEEDANCE_YEAR.AVERAGED), row.get(EXCEEDANCE_YEAR.AVERAGED_YEARS),
                        row.get(EXCEEDANCE_YEAR.PERCENT_JUDGED), row.get(EXCEEDANCE_YEAR.IN_FORCE),
                        List.of(row.get(EXCEEDANCE_YEAR.ON_DAYS)), row.get(EXCEEDANCE_YEAR.SOURCE), row.get(EXCEEDANCE_YEAR.VERIFIED)))
                .stream()
                .sorted(Comparator.comparing(LimitResponse.Exceedance::station))
                .toList();
        // spotless:on
    }
}
