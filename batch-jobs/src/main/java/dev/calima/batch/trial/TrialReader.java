package dev.calima.batch.trial;

import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.RUN;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;
import static dev.calima.sql.schema.Tables.TRIAL;
import static dev.calima.sql.schema.Tables.TRIAL_FILE;
import static dev.calima.sql.schema.Tables.TRIAL_MODEL;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.select;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads trials, and the series of the database that they can be made on. */
public final class TrialReader {

    private static final short HOURLY = 60;
    private static final int HOURS = 24;

    private final DSLContext dsl;

    public TrialReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** One of a kind. */
    public Optional<Trial> find(TrialKind kind, UUID id) {
        return list(TRIAL.TRIAL_ID.eq(id).and(TRIAL.KIND.eq(kind.code())), 1).stream()
                .findFirst();
    }

    /** One of any kind. */
    Optional<Trial> find(UUID id) {
        return list(TRIAL.TRIAL_ID.eq(id), 1).stream().findFirst();
    }

    /** The newest of a kind. */
    public List<Trial> newest(TrialKind kind, int limit) {
        return list(TRIAL.KIND.eq(kind.code()), limit);
    }

    private List<Trial> list(Condition condition, int limit) {
        return dsl.select(
                        TRIAL.TRIAL_ID,
                        TRIAL.KIND,
                        TRIAL.REQUEST,
                        TRIAL.PROFILE,
                        TRIAL.FILE_NAME,
                        TRIAL.REQUESTED_BY,
                        TRIAL.RUN_ID,
                        TRIAL.REPORT,
                        TRIAL.PROGRAM,
                        TRIAL.DATA_SHA256,
                        TRIAL.PROBLEM,
                        TRIAL.CREATED_AT,
                        TRIAL.FINISHED_AT,
                        RUN.STATE,
                        RUN.MESSAGE)
                .from(TRIAL)
                .leftJoin(RUN)
                .on(RUN.RUN_ID.eq(TRIAL.RUN_ID))
                .where(condition)
                .orderBy(TRIAL.CREATED_AT.desc(), TRIAL.TRIAL_ID)
                .limit(limit)
                .fetch(TrialReader::trial);
    }

    private static Trial trial(Record row) {
        byte @Nullable [] data = row.get(TRIAL.DATA_SHA256);
        @Nullable JSONB report = row.get(TRIAL.REPORT);
        @Nullable String problem = row.get(TRIAL.PROBLEM);
        return new Trial(
                row.get(TRIAL.TRIAL_ID),
                TrialKind.of(row.get(TRIAL.KIND)),
                row.get(TRIAL.REQUEST).data(),
                row.get(TRIAL.PROFILE),
                row.get(TRIAL.FILE_NAME),
                row.get(TRIAL.REQUESTED_BY),
                row.get(TRIAL.RUN_ID),
                row.get(RUN.STATE),
                report == null ? null : report.data(),
                row.get(TRIAL.PROGRAM),
                data == null ? null : HexFormat.of().formatHex(data),
                problem == null && report == null ? row.get(RUN.MESSAGE) : problem,
                row.get(TRIAL.CREATED_AT),
                row.get(TRIAL.FINISHED_AT));
    }

    /** The picture of a report. */
    public Optional<String> plot(TrialKind kind, UUID id) {
        return dsl.select(TRIAL.PLOT)
                .from(TRIAL)
                .where(TRIAL.TRIAL_ID.eq(id), TRIAL.KIND.eq(kind.code()))
                .fetchOptional(TRIAL.PLOT);
    }

    /** The bytes of a trial's file. */
    byte[] content(UUID id) {
        return dsl.select(TRIAL_FILE.CONTENT)
                .from(TRIAL)
                .join(TRIAL_FILE)
                .on(TRIAL_FILE.SHA256.eq(TRIAL.FILE_SHA256))
                .where(TRIAL.TRIAL_ID.eq(id))
                .fetchSingle()
                .value1();
    }

    /** The models that a training has kept, in their stored form, by the name of their series. */
    Map<String, byte[]> models(UUID training) {
        return dsl.select(TRIAL_MODEL.SERIES, TRIAL_MODEL.FITTED)
                .from(TRIAL_MODEL)
                .where(TRIAL_MODEL.TRIAL_ID.eq(training))
                .fetchMap(TRIAL_MODEL.SERIES, TRIAL_MODEL.FITTED);
    }

    /** An hourly series of the database with observations from the first hour to the last (excluded). */
    record StoredSeries(
            int id, int phaseMinutes, String name, String network, ZoneId zone, Instant first, Instant end) {}

    /** The hourly pollutant series that a name means, by name. */
    List<StoredSeries> series(SeriesName name) {
        Condition named = NETWORK.CODE.eq(name.network()).and(SERIES.STEP_MINUTES.eq(HOURLY));
        named = name.station() == null
                ? named
                : named.and(STATION.CODE.cast(String.class).eq(name.station()));
        named = name.parameter() == null
                ? named.and(PARAMETER.KIND.eq("pollutant"))
                : named.and(PARAMETER.CODE.cast(String.class).eq(name.parameter()));
        var first = min(OBSERVATION_DAY.DAY).as("first_day");
        var last = max(OBSERVATION_DAY.DAY).as("last_day");
        var days = select(OBSERVATION_DAY.SERIES_ID, first, last)
                .from(OBSERVATION_DAY)
                .groupBy(OBSERVATION_DAY.SERIES_ID)
                .asTable("days");
        return dsl.select(
                        SERIES.SERIES_ID,
                        SERIES.PHASE_MINUTES,
                        NETWORK.CODE,
                        NETWORK.TIME_ZONE,
                        STATION.CODE,
                        PARAMETER.CODE,
                        DSL.field("days.first_day", LocalDate.class),
                        DSL.field("days.last_day", LocalDate.class))
                .from(SERIES)
                .join(days)
                .on(DSL.field("days.series_id", Integer.class).eq(SERIES.SERIES_ID))
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(named)
                .orderBy(STATION.CODE, PARAMETER.CODE, SERIES.SERIES_ID)
                .fetch(row -> new StoredSeries(
                        row.value1(),
                        row.value2(),
                        row.value3() + "/" + row.value5() + "/" + row.value6(),
                        row.value3(),
                        ZoneId.of(row.value4()),
                        hour(row.value7(), row.value2(), 0),
                        hour(row.value8(), row.value2(), HOURS)));
    }

    private static Instant hour(LocalDate day, int phaseMinutes, int hours) {
        return day.atStartOfDay(ZoneOffset.UTC)
                .plusMinutes(phaseMinutes)
                .plusHours(hours)
                .toInstant();
    }
}
