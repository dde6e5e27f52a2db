package dev.calima.batch.predict;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.lateral;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;

import dev.calima.batch.BatchConfiguration;
import dev.calima.sql.type.QualityFlag;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads the newest observations. */
@Component
class RecentReader {

    private static final short HOURLY = 60;
    private static final String HAS_USABLE_STEP =
            "EXISTS (SELECT FROM generate_series(0, octet_length(observation_day.flags) - 1) i"
                    + " WHERE get_byte(observation_day.flags, i) BETWEEN 1 AND 63)";

    private final DSLContext trainer;

    RecentReader(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer) {
        this.trainer = trainer;
    }

    /** The first hour after the newest value that may be used of any pollutant of a network. */
    Optional<Instant> endOfData(String network) {
        var newest = lateral(select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS)
                        .from(OBSERVATION_DAY)
                        .where(OBSERVATION_DAY.SERIES_ID.eq(SERIES.SERIES_ID), condition(HAS_USABLE_STEP))
                        .orderBy(OBSERVATION_DAY.DAY.desc())
                        .limit(1))
                .as("newest");
        return trainer
                .select(newest.field(OBSERVATION_DAY.DAY), newest.field(OBSERVATION_DAY.FLAGS), SERIES.PHASE_MINUTES)
                .from(SERIES)
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .crossJoin(newest)
                .where(NETWORK.CODE.eq(network), PARAMETER.KIND.eq("pollutant"), SERIES.STEP_MINUTES.eq(HOURLY))
                .fetch(row -> afterLastUsable(row.value1(), row.value2(), row.value3()))
                .stream()
                .max(Comparator.naturalOrder());
    }

    /** What a network's observations are known to be: one line for each of its series, different after each change. */
    List<String> listChanges(String network) {
        return trainer.select(OBSERVATION_DAY.SERIES_ID, max(OBSERVATION_DAY.UPDATED_AT), count())
                .from(OBSERVATION_DAY)
                .join(SERIES)
                .on(SERIES.SERIES_ID.eq(OBSERVATION_DAY.SERIES_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(NETWORK.CODE.eq(network))
                .groupBy(OBSERVATION_DAY.SERIES_ID)
                .orderBy(OBSERVATION_DAY.SERIES_ID)
                .fetch(row -> row.value1() + " " + row.value2() + " " + row.value3());
    }

    private static Instant afterLastUsable(LocalDate day, byte[] flags, int phaseMinutes) {
        int last = flags.length - 1;
        while (!QualityFlag.isUsable(flags[last])) {
            last--;
        }
        return day.atStartOfDay(ZoneOffset.UTC)
                .plusHours(last + 1L)
                .plusMinutes(phaseMinutes)
                .toInstant();
    }
}
