package dev.calima.api.index;

import static dev.calima.sql.schema.Tables.AIR_QUALITY_INDEX;
import static dev.calima.sql.schema.Tables.INDEX_BAND;
import static dev.calima.sql.schema.Tables.INDEX_BOUND;
import static dev.calima.sql.schema.Tables.INDEX_DAY_BLOCK;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.web.DateRange;
import dev.calima.api.web.RequestProblem;
import dev.calima.sql.type.ParameterCode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the versions of indices and the days that were computed with them. */
@Component
public class IndexQueries {

    private final DSLContext db;

    IndexQueries(DSLContext db) {
        this.db = db;
    }

    /** All versions, the newest first. */
    public List<IndexVersion> versions() {
        Map<Short, List<IndexVersion.Band>> bands = bands();
        Map<Short, List<IndexVersion.Pollutant>> pollutants = pollutants();
        // spotless:off
        return db.selectFrom(AIR_QUALITY_INDEX)
                .orderBy(AIR_QUALITY_INDEX.VALID_FROM.desc(), AIR_QUALITY_INDEX.CODE)
                .fetch(row -> new IndexVersion(
                        row.get(AIR_QUALITY_INDEX.CODE), row.get(AIR_QUALITY_INDEX.NAME),
                        row.get(AIR_QUALITY_INDEX.VALID_FROM), row.get(AIR_QUALITY_INDEX.VALID_TO),
                        row.get(AIR_QUALITY_INDEX.SOURCE), row.get(AIR_QUALITY_INDEX.VERIFIED),
                        bands.getOrDefault(row.get(AIR_QUALITY_INDEX.AIR_QUALITY_INDEX_ID), List.of()),
                        pollutants.getOrDefault(row.get(AIR_QUALITY_INDEX.AIR_QUALITY_INDEX_ID), List.of())));
        // spotless:on
    }

    /** @throws RequestProblem (404) when there is no such version */
    public IndexVersion get(String code) {
        return versions().stream()
                .filter(each -> each.code().equals(code))
                .findFirst()
                .orElseThrow(() ->
                        RequestProblem.unknown("index", "There is no such index; /v1/indices lists the versions."));
    }

    /**
     * The days in the range that have a band, by station and day.
     *
     * @param station code of the station; null for all
     */
    List<IndexResponse.Day> days(String index, @Nullable String station, DateRange range) {
        // spotless:off
        Map<Short, String> parameters = db.select(PARAMETER.PARAMETER_ID, PARAMETER.CODE).from(PARAMETER)
                .fetchMap(PARAMETER.PARAMETER_ID, row -> row.get(PARAMETER.CODE).value());
        Map<Integer, String> stations = db.select(STATION.STATION_ID, STATION.CODE).from(STATION)
                .where(station == null ? DSL.noCondition() : STATION.CODE.cast(String.class).eq(station))
                .fetchMap(STATION.STATION_ID, row -> row.get(STATION.CODE).value());
        List<IndexResponse.Day> days = new ArrayList<>();
        db.select(INDEX_DAY_BLOCK.STATION_ID, INDEX_DAY_BLOCK.MONTH, INDEX_DAY_BLOCK.BAND, INDEX_DAY_BLOCK.PARAMETER_ID,
                        INDEX_DAY_BLOCK.HOURS, INDEX_DAY_BLOCK.HOURS_AT_WORST)
                .from(INDEX_DAY_BLOCK)
                .where(INDEX_DAY_BLOCK.STATION_ID.eq(DSL.any(stations.keySet().toArray(Integer[]::new))))
                .and(INDEX_DAY_BLOCK.AIR_QUALITY_INDEX_ID.eq(
                        DSL.select(AIR_QUALITY_INDEX.AIR_QUALITY_INDEX_ID).from(AIR_QUALITY_INDEX).where(AIR_QUALITY_INDEX.CODE.eq(index))))
                .and(INDEX_DAY_BLOCK.MONTH.between(range.from().withDayOfMonth(1), range.to().minusDays(1)))
                .orderBy(INDEX_DAY_BLOCK.STATION_ID, INDEX_DAY_BLOCK.MONTH)
                .fetch()
                .forEach(block -> addDays(days, Objects.requireNonNull(stations.get(block.value1())), block, range, parameters));
        // spotless:on
        return days.stream()
                .sorted(Comparator.comparing(IndexResponse.Day::station))
                .toList();
    }

    private static void addDays(
            List<IndexResponse.Day> days,
            String station,
            Record block,
            DateRange range,
            Map<Short, String> parameters) {
        LocalDate month = block.get(INDEX_DAY_BLOCK.MONTH);
        @Nullable Short[] bands = block.get(INDEX_DAY_BLOCK.BAND);
        @Nullable Short[] worst = block.get(INDEX_DAY_BLOCK.PARAMETER_ID);
        for (int i = 0; i < bands.length; i++) {
            Short band = bands[i];
            LocalDate day = month.plusDays(i);
            if (band != null && range.contains(day)) {
                days.add(new IndexResponse.Day(
                        station,
                        day,
                        band,
                        parameters.getOrDefault(worst[i], ""),
                        block.get(INDEX_DAY_BLOCK.HOURS)[i],
                        block.get(INDEX_DAY_BLOCK.HOURS_AT_WORST)[i]));
            }
        }
    }

    private Map<Short, List<IndexVersion.Band>> bands() {
        return db.selectFrom(INDEX_BAND)
                .orderBy(INDEX_BAND.AIR_QUALITY_INDEX_ID, INDEX_BAND.BAND)
                .fetchGroups(
                        INDEX_BAND.AIR_QUALITY_INDEX_ID,
                        row -> new IndexVersion.Band(
                                row.get(INDEX_BAND.BAND),
                                row.get(INDEX_BAND.NAME),
                                row.get(INDEX_BAND.NAME_ES),
                                row.get(INDEX_BAND.COLOUR)));
    }

    private Map<Short, List<IndexVersion.Pollutant>> pollutants() {
        // spotless:off
        return db.select(INDEX_BOUND.AIR_QUALITY_INDEX_ID, PARAMETER.CODE, INDEX_BOUND.AVERAGING_HOURS, INDEX_BOUND.UPPER_BOUNDS)
                .from(INDEX_BOUND)
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(INDEX_BOUND.PARAMETER_ID))
                .orderBy(INDEX_BOUND.AIR_QUALITY_INDEX_ID, PARAMETER.CODE)
                .fetchGroups(INDEX_BOUND.AIR_QUALITY_INDEX_ID, row -> new IndexVersion.Pollutant(
                        code(row.value2()), row.value3(), List.of(row.value4())));
        // spotless:on
    }

    private static String code(ParameterCode parameter) {
        return parameter.value();
    }
}
