package dev.calima.api.latest;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.QualityFlag;
import dev.calima.sql.type.StationCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class LatestQueries {

    /** Whether a day has a number that may be used: flag 1 to 63, and no NaN (above infinity in PostgreSQL). */
    private static final String HAS_USABLE =
            "EXISTS (SELECT FROM unnest({1}) WITH ORDINALITY AS e (x, i) WHERE get_byte({0}, e.i::integer - 1)"
                    + " BETWEEN 1 AND 63 AND e.x > '-Infinity' AND e.x < 'Infinity')";

    private final DSLContext db;

    LatestQueries(DSLContext db) {
        this.db = db;
    }

    /** The last usable value of each series of a parameter, by station; series without any are left out. */
    List<Found> list(ParameterCode parameter, @Nullable StationCode station) {
        Condition asked = PARAMETER.CODE.eq(parameter);
        if (station != null) {
            asked = asked.and(STATION.CODE.eq(station));
        }
        // spotless:off
        Table<?> lastDay = DSL.lateral(
                DSL.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES)
                        .from(OBSERVATION_DAY)
                        .where(OBSERVATION_DAY.SERIES_ID.eq(SERIES.SERIES_ID))
                        .and(DSL.condition(HAS_USABLE, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES))
                        .orderBy(OBSERVATION_DAY.DAY.desc())
                        .limit(1))
                .as("last_day");
        return db.select(STATION.CODE, PARAMETER.CODE, PARAMETER.UNIT, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES,
                        NETWORK.ATTRIBUTION, NETWORK.LICENCE, NETWORK.LICENCE_URL,
                        in(lastDay, OBSERVATION_DAY.DAY), in(lastDay, OBSERVATION_DAY.FLAGS), in(lastDay, OBSERVATION_DAY.VALUES))
                .from(SERIES)
                .join(STATION).on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK).on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .crossJoin(lastDay)
                .where(asked)
                .orderBy(STATION.CODE, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES)
                .fetch().stream()
                .map(row -> latest(row, lastDay))
                .flatMap(Optional::stream)
                .toList();
        // spotless:on
    }

    private static Optional<Found> latest(Record row, Table<?> lastDay) {
        byte[] flags = row.get(in(lastDay, OBSERVATION_DAY.FLAGS));
        @Nullable Float[] values = row.get(in(lastDay, OBSERVATION_DAY.VALUES));
        for (int i = flags.length - 1; i >= 0; i--) {
            Float value = values[i];
            if (QualityFlag.isUsable(flags[i]) && value != null && Float.isFinite(value)) {
                Duration step = Duration.ofMinutes(row.get(SERIES.STEP_MINUTES));
                Instant start = row.get(in(lastDay, OBSERVATION_DAY.DAY))
                        .atStartOfDay()
                        .plusMinutes(row.get(SERIES.PHASE_MINUTES))
                        .plus(step.multipliedBy(i))
                        .toInstant(ZoneOffset.UTC);
                return Optional.of(new Found(
                        new LatestResponse.Latest(
                                row.get(STATION.CODE).value(),
                                row.get(PARAMETER.CODE).value(),
                                start,
                                start.plus(step),
                                value,
                                row.get(PARAMETER.UNIT),
                                QualityFlag.validity(flags[i]).code(),
                                QualityFlag.verification(flags[i]).code()),
                        new Publication(
                                row.get(NETWORK.ATTRIBUTION),
                                new Licence(row.get(NETWORK.LICENCE), row.get(NETWORK.LICENCE_URL)))));
            }
        }
        return Optional.empty();
    }

    private static <T> Field<T> in(Table<?> derived, Field<T> column) {
        return java.util.Objects.requireNonNull(derived.field(column));
    }

    /** A value and what its publisher asks for. */
    record Found(LatestResponse.Latest latest, Publication publication) {}
}
