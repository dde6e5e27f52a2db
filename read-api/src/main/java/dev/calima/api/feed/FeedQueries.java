package dev.calima.api.feed;

import static dev.calima.sql.schema.Tables.FEED_PARAMETER;
import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;
import static dev.calima.sql.schema.Tables.PUBLIC_FEED;
import static dev.calima.sql.schema.Tables.SERIES;
import static dev.calima.sql.schema.Tables.STATION;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
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

@Component
class FeedQueries {

    private final DSLContext db;

    FeedQueries(DSLContext db) {
        this.db = db;
    }

    /** Every feed by name, seen at a moment. */
    List<Found> list(Instant now) {
        Map<String, Instant> newest = newestPeriodEnds();
        // spotless:off
        return db.select(PUBLIC_FEED.FEED, PUBLIC_FEED.NETWORK, PUBLIC_FEED.HAS_SOURCE, PUBLIC_FEED.LAST_ASKED_AT,
                        PUBLIC_FEED.LAST_ASKED_STATE, PUBLIC_FEED.LAST_ANSWERED_AT, PUBLIC_FEED.LAST_LOADED_AT,
                        PUBLIC_FEED.PUBLICATION_DELAY_MINUTES, PUBLIC_FEED.LATE_AFTER_MINUTES,
                        NETWORK.ATTRIBUTION, NETWORK.LICENCE, NETWORK.LICENCE_URL)
                .from(PUBLIC_FEED)
                .join(NETWORK).on(NETWORK.CODE.eq(PUBLIC_FEED.NETWORK))
                .orderBy(PUBLIC_FEED.FEED)
                .fetch(row -> {
                    @Nullable Instant end = newest.get(row.get(PUBLIC_FEED.FEED));
                    int delay = row.get(PUBLIC_FEED.PUBLICATION_DELAY_MINUTES);
                    Duration grace = Duration.ofMinutes((long) delay + row.get(PUBLIC_FEED.LATE_AFTER_MINUTES));
                    boolean late = row.get(PUBLIC_FEED.HAS_SOURCE) && (end == null || end.plus(grace).isBefore(now));
                    return new Found(
                            new FeedResponse.Status(
                                    row.get(PUBLIC_FEED.FEED), row.get(PUBLIC_FEED.NETWORK), row.get(PUBLIC_FEED.HAS_SOURCE),
                                    row.get(PUBLIC_FEED.LAST_ASKED_AT), row.get(PUBLIC_FEED.LAST_ASKED_STATE),
                                    row.get(PUBLIC_FEED.LAST_ANSWERED_AT), row.get(PUBLIC_FEED.LAST_LOADED_AT), end, delay, late),
                            new Publication(row.get(NETWORK.ATTRIBUTION),
                                    new Licence(row.get(NETWORK.LICENCE), row.get(NETWORK.LICENCE_URL))));
                });
        // spotless:on
    }

    /** By feed, the end of the newest period of any series of its network and parameters. */
    private Map<String, Instant> newestPeriodEnds() {
        Map<String, Instant> newest = new HashMap<>();
        // spotless:off
        Table<?> lastDay = DSL.lateral(
                DSL.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS)
                        .from(OBSERVATION_DAY)
                        .where(OBSERVATION_DAY.SERIES_ID.eq(SERIES.SERIES_ID))
                        .orderBy(OBSERVATION_DAY.DAY.desc())
                        .limit(1))
                .as("last_day");
        db.select(PUBLIC_FEED.FEED, SERIES.STEP_MINUTES, SERIES.PHASE_MINUTES,
                        in(lastDay, OBSERVATION_DAY.DAY), in(lastDay, OBSERVATION_DAY.FLAGS))
                .from(PUBLIC_FEED)
                .join(NETWORK).on(NETWORK.CODE.eq(PUBLIC_FEED.NETWORK))
                .join(FEED_PARAMETER).on(FEED_PARAMETER.FEED.eq(PUBLIC_FEED.FEED))
                .join(STATION).on(STATION.NETWORK_ID.eq(NETWORK.NETWORK_ID))
                .join(SERIES).on(SERIES.STATION_ID.eq(STATION.STATION_ID).and(SERIES.PARAMETER_ID.eq(FEED_PARAMETER.PARAMETER_ID)))
                .crossJoin(lastDay)
                .fetch()
                .forEach(row -> {
                    Instant end = end(row.value4(), row.value5(), row.value2(), row.value3());
                    newest.merge(row.value1(), end, (a, b) -> a.isAfter(b) ? a : b);
                });
        // spotless:on
        return newest;
    }

    private static Instant end(LocalDate day, byte[] flags, int stepMinutes, int phaseMinutes) {
        int steps = flags.length;
        while (steps > 0 && flags[steps - 1] == QualityFlag.ABSENT) {
            steps--;
        }
        return day.atStartOfDay()
                .plusMinutes(phaseMinutes + (long) stepMinutes * steps)
                .toInstant(ZoneOffset.UTC);
    }

    private static <T> Field<T> in(Table<?> derived, Field<T> column) {
        return Objects.requireNonNull(derived.field(column));
    }

    /** A feed and what its publisher asks for. */
    record Found(FeedResponse.Status status, Publication publication) {}
}
