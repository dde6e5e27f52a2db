package dev.calima.batch.registry;

import static dev.calima.sql.schema.Tables.CHAMPION_CHANGE;
import static dev.calima.sql.schema.Tables.MODEL;
import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.REGISTERED_MODEL;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.batch.BatchConfiguration;
import dev.calima.sql.type.StationCode;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Reads the registry as it is shown. */
@Component
@Primary // the operator API has one of its own
public class RegistryReader {

    /** As many changes of a series as are shown. */
    private static final int CHANGES = 100;

    private final DSLContext dsl;

    public RegistryReader(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Champions and challengers, by series; the champion first, then the newest. */
    public List<RegisteredModel> list(RegistryFilter filter) {
        return dsl.selectFrom(REGISTERED_MODEL)
                .where(
                        given(REGISTERED_MODEL.NETWORK, filter.network()),
                        given(REGISTERED_MODEL.STATION, filter.station()),
                        given(REGISTERED_MODEL.PARAMETER, filter.parameter()),
                        given(REGISTERED_MODEL.ROLE, filter.role()))
                .orderBy(
                        REGISTERED_MODEL.NETWORK,
                        REGISTERED_MODEL.STATION,
                        REGISTERED_MODEL.PARAMETER,
                        REGISTERED_MODEL.ROLE.desc(),
                        REGISTERED_MODEL.MODEL_ID.desc())
                .fetch(RegistryReader::model);
    }

    /** The champions that a series has had, the present one first, at most 100. */
    public List<ChampionChange> changes(SeriesPath series) {
        return find(series)
                .map(id -> dsl.selectFrom(CHAMPION_CHANGE)
                        .where(CHAMPION_CHANGE.SERIES_ID.eq(id))
                        .orderBy(CHAMPION_CHANGE.CHAMPION_CHANGE_ID.desc())
                        .limit(CHANGES)
                        .fetch(row -> new ChampionChange(
                                row.get(CHAMPION_CHANGE.MODEL_ID),
                                row.get(CHAMPION_CHANGE.FORMER_MODEL_ID),
                                row.get(CHAMPION_CHANGE.HOW),
                                row.get(CHAMPION_CHANGE.CHANGED_AT),
                                row.get(CHAMPION_CHANGE.CHANGED_BY),
                                row.get(CHAMPION_CHANGE.REASON))))
                .orElse(List.of());
    }

    /** Key of a series that was ever trained; empty when there is none of that name. */
    Optional<Integer> find(SeriesPath series) {
        if (!StationCode.isCode(series.station())) {
            return Optional.empty();
        }
        return dsl.select(SERIES.SERIES_ID)
                .from(SERIES)
                .join(STATION)
                .on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .join(PARAMETER)
                .on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .where(
                        NETWORK.CODE.eq(series.network()),
                        DSL.coerce(STATION.CODE, String.class).eq(series.station()),
                        DSL.coerce(PARAMETER.CODE, String.class).eq(series.parameter()))
                .and(DSL.exists(DSL.selectOne().from(MODEL).where(MODEL.SERIES_ID.eq(SERIES.SERIES_ID))))
                .fetchOptional(SERIES.SERIES_ID);
    }

    /** State of a model of a series; empty when there is none. */
    Optional<String> state(int seriesId, long modelId) {
        return dsl.select(MODEL.STATE)
                .from(MODEL)
                .where(MODEL.SERIES_ID.eq(seriesId), MODEL.MODEL_ID.eq(modelId))
                .fetchOptional(MODEL.STATE);
    }

    /** The newest model of a series in a state; empty when there is none. */
    Optional<Long> newest(int seriesId, String state) {
        return dsl.select(MODEL.MODEL_ID)
                .from(MODEL)
                .where(MODEL.SERIES_ID.eq(seriesId), MODEL.STATE.eq(state))
                .orderBy(MODEL.MODEL_ID.desc())
                .limit(1)
                .fetchOptional(MODEL.MODEL_ID);
    }

    /** How the present champion of a series got its place. */
    Optional<Ascent> ascent(int seriesId) {
        return dsl.select(CHAMPION_CHANGE.HOW)
                .from(CHAMPION_CHANGE)
                .where(CHAMPION_CHANGE.SERIES_ID.eq(seriesId))
                .orderBy(CHAMPION_CHANGE.CHAMPION_CHANGE_ID.desc())
                .limit(1)
                .fetchOptional(row -> Ascent.of(row.value1()));
    }

    /** The champion that a champion took its place from, unless it was brought back; empty when there was none. */
    Optional<Long> before(int seriesId, long champion) {
        return dsl.select(CHAMPION_CHANGE.FORMER_MODEL_ID)
                .from(CHAMPION_CHANGE)
                .where(
                        CHAMPION_CHANGE.SERIES_ID.eq(seriesId),
                        CHAMPION_CHANGE.MODEL_ID.eq(champion),
                        CHAMPION_CHANGE.FORMER_MODEL_ID.ne(champion),
                        CHAMPION_CHANGE.HOW.ne(Ascent.ROLLED_BACK.code()))
                .orderBy(CHAMPION_CHANGE.CHAMPION_CHANGE_ID.desc())
                .limit(1)
                .fetchOptional(CHAMPION_CHANGE.FORMER_MODEL_ID);
    }

    /** Whether a model was ever the champion of a series. */
    boolean wasChampion(int seriesId, long modelId) {
        return dsl.fetchExists(
                CHAMPION_CHANGE, CHAMPION_CHANGE.SERIES_ID.eq(seriesId), CHAMPION_CHANGE.MODEL_ID.eq(modelId));
    }

    private static Condition given(Field<String> field, @Nullable String value) {
        return value == null ? DSL.noCondition() : field.eq(value);
    }

    private static RegisteredModel model(Record row) {
        String series = new SeriesPath(
                        row.get(REGISTERED_MODEL.NETWORK),
                        row.get(REGISTERED_MODEL.STATION),
                        row.get(REGISTERED_MODEL.PARAMETER))
                .toString();
        return new RegisteredModel(
                row.get(REGISTERED_MODEL.MODEL_ID),
                series,
                row.get(REGISTERED_MODEL.ROLE),
                row.get(REGISTERED_MODEL.METHOD),
                row.get(REGISTERED_MODEL.TRAINED_AT),
                row.get(REGISTERED_MODEL.PROFILE),
                row.get(REGISTERED_MODEL.PROFILE_VERSION),
                row.get(REGISTERED_MODEL.PROGRAM),
                new RegisteredModel.Snapshot(
                        row.get(REGISTERED_MODEL.DATA_FROM),
                        row.get(REGISTERED_MODEL.DATA_UNTIL),
                        row.get(REGISTERED_MODEL.DATA_AS_OF),
                        row.get(REGISTERED_MODEL.DATA_SHA256)),
                row.get(REGISTERED_MODEL.CHAMPION_SINCE),
                row.get(REGISTERED_MODEL.CHAMPION_HOW),
                row.get(REGISTERED_MODEL.HELD),
                new RegisteredModel.Backtest(
                        row.get(REGISTERED_MODEL.ORIGINS),
                        row.get(REGISTERED_MODEL.SKILL),
                        row.get(REGISTERED_MODEL.MAE),
                        row.get(REGISTERED_MODEL.MASE24),
                        row.get(REGISTERED_MODEL.COVERAGE50),
                        row.get(REGISTERED_MODEL.COVERAGE80),
                        row.get(REGISTERED_MODEL.COVERAGE95),
                        row.get(REGISTERED_MODEL.UNCALIBRATED)),
                test(row),
                row.get(REGISTERED_MODEL.NOTES));
    }

    private static RegisteredModel.@Nullable Test test(Record row) {
        @Nullable String name = row.get(REGISTERED_MODEL.TEST);
        if (name == null) {
            return null;
        }
        @Nullable Integer naive = row.get(REGISTERED_MODEL.NAIVE_ORIGINS);
        @Nullable Integer champion = row.get(REGISTERED_MODEL.CHAMPION_ORIGINS);
        return new RegisteredModel.Test(
                name,
                row.get(REGISTERED_MODEL.TEST_LEVEL),
                naive == null
                        ? null
                        : new RegisteredModel.Duel(
                                naive,
                                row.get(REGISTERED_MODEL.NAIVE_GAIN),
                                row.get(REGISTERED_MODEL.NAIVE_STATISTIC),
                                row.get(REGISTERED_MODEL.NAIVE_P_VALUE),
                                row.get(REGISTERED_MODEL.BEATS_NAIVE)),
                champion == null
                        ? null
                        : new RegisteredModel.Duel(
                                champion,
                                row.get(REGISTERED_MODEL.CHAMPION_GAIN),
                                row.get(REGISTERED_MODEL.CHAMPION_STATISTIC),
                                row.get(REGISTERED_MODEL.CHAMPION_P_VALUE),
                                row.get(REGISTERED_MODEL.BEATS_CHAMPION)),
                row.get(REGISTERED_MODEL.TESTED_AGAINST),
                row.get(REGISTERED_MODEL.TEST_PROBLEM));
    }
}
