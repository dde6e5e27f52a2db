package dev.calima.api.frame;

import static dev.calima.sql.schema.Tables.FORECAST;
import static dev.calima.sql.schema.Tables.FORECAST_VALUE;
import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PARAMETER;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import dev.calima.api.web.TimeRange;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.QualityFlag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads hourly series: what was measured in some hours, and the medians of the newest forecasts. */
@Component
class FrameQueries {

    private static final short HOUR = 60;
    /** More than any answer has hours. */
    private static final int MOST_STEPS = 1000;

    private static final float MEDIAN = 0.5f;
    private static final float SAME = 1e-6f;

    private final DSLContext db;

    FrameQueries(DSLContext db) {
        this.db = db;
    }

    /** The hourly series of a parameter by station; of a station with several the one with the smallest phase. */
    List<Site> sites(ParameterCode parameter) {
        Map<String, Site> sites = new java.util.LinkedHashMap<>();
        // spotless:off
        db.select(SERIES.SERIES_ID, STATION.CODE, STATION.NAME, STATION.LATITUDE, STATION.LONGITUDE,
                        PARAMETER.UNIT, NETWORK.ATTRIBUTION, NETWORK.LICENCE, NETWORK.LICENCE_URL)
                .from(SERIES)
                .join(STATION).on(STATION.STATION_ID.eq(SERIES.STATION_ID))
                .join(NETWORK).on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .join(PARAMETER).on(PARAMETER.PARAMETER_ID.eq(SERIES.PARAMETER_ID))
                .where(PARAMETER.CODE.eq(parameter).and(SERIES.STEP_MINUTES.eq(HOUR)))
                .orderBy(STATION.CODE, SERIES.PHASE_MINUTES)
                .fetch()
                .forEach(row -> sites.putIfAbsent(row.get(STATION.CODE).value(), new Site(
                        row.get(SERIES.SERIES_ID),
                        new FrameResponse.Station(row.get(STATION.CODE).value(), row.get(STATION.NAME),
                                row.get(STATION.LATITUDE), row.get(STATION.LONGITUDE)),
                        row.get(PARAMETER.UNIT),
                        new Publication(row.get(NETWORK.ATTRIBUTION),
                                new Licence(row.get(NETWORK.LICENCE), row.get(NETWORK.LICENCE_URL))))));
        // spotless:on
        return List.copyOf(sites.values());
    }

    /** The usable values of the hours in the range, by series and start of the hour in which the period starts. */
    Map<Integer, Map<Instant, Float>> observed(List<Site> sites, TimeRange hours) {
        Map<Integer, Map<Instant, Float>> values = new HashMap<>();
        // spotless:off
        db.select(OBSERVATION_DAY.SERIES_ID, OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(DSL.any(ids(sites))))
                .and(OBSERVATION_DAY.DAY.between(hours.firstDay(), hours.lastDay()))
                .fetch()
                .forEach(row -> {
                    Map<Instant, Float> ofSeries = values.computeIfAbsent(row.value1(), id -> new HashMap<>());
                    addDay(ofSeries, row.value2(), row.value3(), row.value4(), hours);
                });
        // spotless:on
        return values;
    }

    /** The medians of the newest forecast of each series for the hours in the range, as {@code observed}. */
    Map<Integer, Map<Instant, Float>> forecast(List<Site> sites, TimeRange hours) {
        Map<Integer, Map<Instant, Float>> values = new HashMap<>();
        // spotless:off
        Table<?> newest = DSL.lateral(
                DSL.select(FORECAST.FORECAST_ID, FORECAST.QUANTILE_LEVELS)
                        .from(FORECAST)
                        .where(FORECAST.SERIES_ID.eq(SERIES.SERIES_ID))
                        .orderBy(FORECAST.ORIGIN.desc(), FORECAST.FORECAST_ID.desc())
                        .limit(1))
                .as("newest");
        // Limited, so that it is looked up for each forecast and not read whole.
        Table<?> steps = DSL.lateral(
                DSL.select(FORECAST_VALUE.PERIOD_START, FORECAST_VALUE.QUANTILES)
                        .from(FORECAST_VALUE)
                        .where(FORECAST_VALUE.FORECAST_ID.eq(in(newest, FORECAST.FORECAST_ID)))
                        .and(FORECAST_VALUE.PERIOD_START.ge(hours.from()))
                        .and(FORECAST_VALUE.PERIOD_START.lt(hours.to()))
                        .orderBy(FORECAST_VALUE.LEAD)
                        .limit(MOST_STEPS))
                .as("steps");
        db.select(SERIES.SERIES_ID, in(newest, FORECAST.QUANTILE_LEVELS),
                        in(steps, FORECAST_VALUE.PERIOD_START), in(steps, FORECAST_VALUE.QUANTILES))
                .from(SERIES)
                .crossJoin(newest)
                .crossJoin(steps)
                .where(SERIES.SERIES_ID.eq(DSL.any(ids(sites))))
                .fetch()
                .forEach(row -> {
                    @Nullable Float median = median(row.value2(), row.value4());
                    if (median != null) {
                        values.computeIfAbsent(row.value1(), id -> new HashMap<>())
                                .put(floor(row.value3()), median);
                    }
                });
        // spotless:on
        return values;
    }

    private static void addDay(
            Map<Instant, Float> values, LocalDate day, byte[] flags, @Nullable Float[] published, TimeRange hours) {
        Instant hour = day.atStartOfDay().toInstant(ZoneOffset.UTC);
        for (int i = 0; i < flags.length; i++) {
            Float value = published[i];
            if (QualityFlag.isUsable(flags[i]) && value != null && Float.isFinite(value) && hours.contains(hour)) {
                values.put(hour, value);
            }
            hour = hour.plus(Duration.ofHours(1));
        }
    }

    private static @Nullable Float median(Float[] levels, Float[] quantiles) {
        for (int i = 0; i < levels.length; i++) {
            if (Math.abs(levels[i] - MEDIAN) < SAME) {
                return quantiles[i];
            }
        }
        return null;
    }

    private static <T> Field<T> in(Table<?> derived, Field<T> column) {
        return Objects.requireNonNull(derived.field(column));
    }

    private static Instant floor(Instant start) {
        return start.truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    }

    private static Integer[] ids(List<Site> sites) {
        return sites.stream().map(Site::seriesId).toArray(Integer[]::new);
    }

    /** An hourly series and where it is measured. */
    record Site(int seriesId, FrameResponse.Station station, String unit, Publication publication) {}
}
