package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.load.ReferenceWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how the hours of a feed are, span by span. */
@Component
public class CellReader {

    private static final Duration USUAL_DELAY = Duration.ofHours(1);

    private static final String SERIES = """
            FROM calima.feed f
            JOIN calima.feed_parameter p USING (feed)
            JOIN calima.station t USING (network_id)
            JOIN calima.series s ON s.station_id = t.station_id AND s.parameter_id = p.parameter_id
            """;
    private static final String WANTED =
            " WHERE f.feed = :feed AND (cardinality(:stations::text[]) = 0 OR t.code = ANY(:stations::text[])) ";

    private static final String ABSENT = """
            SELECT width_bucket(a.period_start, :bounds::timestamptz[]) AS span, a.status AS what, count(*) AS number
            """ + SERIES + """
            CROSS JOIN LATERAL calima.absent_hours(s.series_id, :from, :to, :now) a
            """ + WANTED
            + "AND NOT (a.status = 'missing-by-us' AND a.period_start = ANY(:untold::timestamptz[])) GROUP BY 1, 2";

    // a UTC day counts where its noon lies
    private static final String STORED = """
            SELECT width_bucket((d.day + time '12:00') AT TIME ZONE 'UTC', :bounds::timestamptz[]) AS span, 'stored' AS what,
                   count(*) AS number
            """ + SERIES + """
            JOIN calima.observation_day d ON d.series_id = s.series_id
             AND d.day BETWEEN (:from AT TIME ZONE 'UTC')::date AND (:to AT TIME ZONE 'UTC')::date
            """ + WANTED + "GROUP BY 1";
    private static final String STALE = """
            SELECT width_bucket((d.month + g.i + time '12:00') AT TIME ZONE 'UTC', :bounds::timestamptz[]) AS span, 'stale' AS what,
                   count(*) AS number
            """ + SERIES + """
            JOIN calima.stale_days d ON d.series_id = s.series_id
             AND d.month BETWEEN date_trunc('month', :from AT TIME ZONE 'UTC')::date AND (:to AT TIME ZONE 'UTC')::date
            CROSS JOIN LATERAL generate_series(0, 30) AS g (i)
            """ + WANTED + "AND d.days & (1 << g.i) <> 0 GROUP BY 1";
    private static final String REFUSED = """
            SELECT width_bucket((q.day + time '12:00') AT TIME ZONE 'UTC', :bounds::timestamptz[]) AS span, 'refused' AS what,
                   count(*) AS number
            """ + SERIES + """
            JOIN calima.refused_day q ON q.series_id = s.series_id
             AND q.day BETWEEN (:from AT TIME ZONE 'UTC')::date AND (:to AT TIME ZONE 'UTC')::date
            """ + WANTED + "GROUP BY 1";
    private static final String ANSWERED = """
            SELECT c.day, bit_or(c.answered) AS hours
            FROM calima.coverage_day c
            LEFT JOIN calima.station t USING (station_id)
            WHERE c.feed = :feed AND c.day BETWEEN (:from AT TIME ZONE 'UTC')::date AND (:to AT TIME ZONE 'UTC')::date
              AND (cardinality(:stations::text[]) = 0 OR c.station_id IS NULL OR t.code = ANY(:stations::text[]))
            GROUP BY 1
            """;

    private final JdbcClient jdbc;
    private final ReferenceWriter reference;

    CellReader(JdbcClient jdbc, ReferenceWriter reference) {
        this.jdbc = jdbc;
        this.reference = reference;
    }

    /**
     * How the hours are.
     *
     * @param stations codes; empty for all
     * @param spans one after the other without gaps, the first first; at least one
     * @param now the moment seen from
     */
    public List<Cell> cells(
            FeedDefinition feed, NetworkDefinition network, Set<String> stations, List<Span> spans, Instant now) {
        reference.synchronise(feed, network);
        Asked asked = new Asked(feed.name(), List.copyOf(stations), spans, now);
        Map<LocalDate, Integer> answered = answered(asked);
        Set<Instant> untold = untold(feed.zone(), spans, answered);
        Map<String, Map<Integer, Long>> counts = new HashMap<>();
        count(
                statement(ABSENT, asked)
                        .param("untold", untold.stream().map(Instant::toString).toArray(String[]::new)),
                counts);
        for (String sql : List.of(STORED, STALE, REFUSED)) {
            count(statement(sql, asked), counts);
        }
        Duration delay = feed.source() == null ? USUAL_DELAY : feed.source().publicationDelay();
        Instant due = now.minus(delay);
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            int bucket = i + 1;
            Span span = spans.get(i);
            Hours hours = hours(span, due, answered, untold);
            long rejected = number(counts, "rejected", bucket);
            cells.add(new Cell(
                    span.from(),
                    span.to(),
                    hours.due(),
                    hours.answered(),
                    number(counts, "stored", bucket),
                    number(counts, "not-yet", bucket),
                    number(counts, "missing-at-source", bucket),
                    number(counts, "missing-by-us", bucket),
                    // before the first published hour of a series nothing is absent, but it may have been refused
                    rejected == 0 && hours.answered() == 0 ? number(counts, "refused", bucket) : rejected,
                    number(counts, "stale", bucket)));
        }
        return cells;
    }

    private record Asked(String feed, List<String> stations, List<Span> spans, Instant now) {}

    private record Hours(long due, long answered) {}

    private JdbcClient.StatementSpec statement(String sql, Asked asked) {
        Instant from = asked.spans().getFirst().from();
        Instant to = asked.spans().getLast().to();
        String[] bounds =
                asked.spans().stream().map(span -> span.from().toString()).toArray(String[]::new);
        return jdbc.sql(sql)
                .param("feed", asked.feed())
                .param("stations", asked.stations().toArray(String[]::new))
                .param("bounds", bounds)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("now", asked.now().atOffset(ZoneOffset.UTC));
    }

    private static void count(JdbcClient.StatementSpec statement, Map<String, Map<Integer, Long>> counts) {
        statement
                .query((row, number) -> counts.computeIfAbsent(row.getString("what"), what -> new HashMap<>())
                        .merge(row.getInt("span"), row.getLong("number"), Long::sum))
                .list();
    }

    private static long number(Map<String, Map<Integer, Long>> counts, String what, int bucket) {
        return counts.getOrDefault(what, Map.of()).getOrDefault(bucket, 0L);
    }

    private Map<LocalDate, Integer> answered(Asked asked) {
        Map<LocalDate, Integer> hours = new HashMap<>();
        statement(ANSWERED, asked)
                .query((row, number) -> hours.put(row.getObject("day", LocalDate.class), row.getInt("hours")))
                .list();
        return hours;
    }

    /**
     * Of the two equal hours of the autumn change a file by local hours tells one: the other is nobody's fault. It is known by
     * having been brought alone.
     */
    private static Set<Instant> untold(ZoneId zone, List<Span> spans, Map<LocalDate, Integer> answered) {
        Set<Instant> untold = new HashSet<>();
        Instant to = spans.getLast().to();
        @Nullable ZoneOffsetTransition change =
                zone.getRules().nextTransition(spans.getFirst().from().minus(1, ChronoUnit.HOURS));
        while (change != null && change.getInstant().isBefore(to.plus(1, ChronoUnit.HOURS))) {
            if (change.isOverlap() && change.getDuration().equals(Duration.ofHours(-1))) {
                Instant second = change.getInstant();
                Instant first = second.minus(1, ChronoUnit.HOURS);
                if (isAnswered(first, answered) != isAnswered(second, answered)) {
                    untold.add(isAnswered(first, answered) ? second : first);
                }
            }
            change = zone.getRules().nextTransition(change.getInstant());
        }
        return untold;
    }

    private static boolean isAnswered(Instant hour, Map<LocalDate, Integer> answered) {
        OffsetDateTime utc = hour.atOffset(ZoneOffset.UTC);
        return (answered.getOrDefault(utc.toLocalDate(), 0) & (1 << utc.getHour())) != 0;
    }

    private static Hours hours(Span span, Instant due, Map<LocalDate, Integer> answered, Set<Instant> untold) {
        long wanted = 0;
        long found = 0;
        Instant first = span.from().truncatedTo(ChronoUnit.HOURS);
        for (Instant hour = first; hour.isBefore(span.to()); hour = hour.plus(1, ChronoUnit.HOURS)) {
            boolean there = isAnswered(hour, answered);
            boolean isDue = !hour.plus(1, ChronoUnit.HOURS).isAfter(due) && !untold.contains(hour);
            found += there ? 1 : 0;
            wanted += there || isDue ? 1 : 0;
        }
        return new Hours(wanted, found);
    }
}
