package dev.calima.api.observation;

import dev.calima.api.series.Series;
import dev.calima.api.web.Publication;
import dev.calima.api.web.RequestProblem;
import dev.calima.api.web.TimeRange;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The observations of one series as JSON: rows in pages, or columns. */
@Component
class ObservationPages {

    private static final int MAX_COLUMN_STEPS = 10_000;

    private final ObservationQueries queries;
    private final ColumnQueries columnQueries;
    private final JsonMapper json;
    private final Clock clock;

    ObservationPages(ObservationQueries queries, ColumnQueries columnQueries, JsonMapper json, Clock clock) {
        this.queries = queries;
        this.columnQueries = columnQueries;
        this.json = json;
        this.clock = clock;
    }

    ObservationResponse.Rows rows(
            Series of, TimeRange range, @Nullable Instant asOf, int limit, @Nullable String cursor) {
        Cursor.Question question = new Cursor.Question(of, range, asOf);
        List<Observation> found = queries.list(of, rest(question, cursor), limit + 1, asOf);
        boolean more = found.size() > limit;
        List<Observation> page = more ? found.subList(0, limit) : found;
        @Nullable String nextCursor = more ? Cursor.after(page.getLast().start(), question) : null;
        Instant end = asOf == null ? clock.instant() : asOf;
        long observed = cursor == null && !more ? usable(page, end) : count(of, range, asOf, end);
        return new ObservationResponse.Rows(
                meta(of, range, end, limit, nextCursor, observed),
                page.stream().map(each -> row(of, each)).toList());
    }

    /** The bytes of an {@link ObservationResponse.ColumnsAnswer}, as it is now. */
    byte[] columns(Series of, TimeRange range) {
        checkLength(of, range);
        Instant now = clock.instant();
        ColumnsJson columns = new ColumnsJson(of, range, now);
        columnQueries.write(of, range, columns);
        return columns.with(json.writeValueAsBytes(meta(of, range, now, MAX_COLUMN_STEPS, null, columns.observed())));
    }

    ObservationResponse.ColumnsAnswer columns(Series of, TimeRange range, Instant asOf) {
        checkLength(of, range);
        List<Observation> found = queries.list(of, range, MAX_COLUMN_STEPS, asOf);
        List<@Nullable Float> values = new ArrayList<>(found.size());
        found.forEach(each -> values.add(each.value()));
        ObservationResponse.Columns columns = new ObservationResponse.Columns(
                found.stream().map(Observation::start).toList(),
                values,
                found.stream().map(Observation::flagName).toList(),
                found.stream().map(Observation::validity).toList(),
                found.stream().map(Observation::verification).toList(),
                found.stream().map(Observation::rules).toList());
        return new ObservationResponse.ColumnsAnswer(
                meta(of, range, asOf, MAX_COLUMN_STEPS, null, usable(found, asOf)), columns);
    }

    private static void checkLength(Series of, TimeRange range) {
        long steps = Steps.startingIn(range, of.step(), of.phase());
        if (steps > MAX_COLUMN_STEPS) {
            throw RequestProblem.invalid(
                    "datetimeTo",
                    "is too far from datetimeFrom: format=columns gives at most " + MAX_COLUMN_STEPS
                            + " periods, these are " + steps
                            + "; ask for a part, page through format=rows, or take format=csv");
        }
    }

    private ObservationResponse.Meta meta(
            Series of, TimeRange range, Instant end, int limit, @Nullable String nextCursor, long observed) {
        long expected = Steps.startingInAndEndedBy(range, of.step(), of.phase(), end);
        double percent = expected == 0 ? 0 : Math.round(observed * 1000.0 / expected) / 10.0;
        List<Publication> publications = List.of(of.publication());
        return new ObservationResponse.Meta(
                Publication.attributions(publications),
                Publication.licences(publications),
                of.unit(),
                limit,
                nextCursor,
                new ObservationResponse.Coverage(expected, observed, percent));
    }

    private static long usable(List<Observation> found, Instant end) {
        return found.stream()
                .filter(each -> each.isUsable() && !each.end().isAfter(end))
                .count();
    }

    private int count(Series of, TimeRange range, @Nullable Instant asOf, Instant end) {
        return asOf == null ? queries.countUsable(of, range, end) : queries.countUsableAsOf(of, range, asOf);
    }

    private static ObservationResponse.Row row(Series of, Observation observation) {
        return new ObservationResponse.Row(
                of.station().value(),
                of.parameter().value(),
                observation.start(),
                observation.end(),
                observation.value(),
                observation.published(),
                observation.flagName(),
                observation.validity(),
                observation.verification(),
                observation.rules());
    }

    /** The part of the range that the pages before left. */
    private static TimeRange rest(Cursor.Question question, @Nullable String cursor) {
        if (cursor == null) {
            return question.range();
        }
        try {
            return new TimeRange(
                    Cursor.read(cursor, question).plusNanos(1), question.range().to());
        } catch (IllegalArgumentException e) {
            throw RequestProblem.invalid("cursor", String.valueOf(e.getMessage()));
        }
    }
}
