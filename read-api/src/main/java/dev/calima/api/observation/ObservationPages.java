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

/** The observations of one series as JSON: rows in pages, or columns. */
@Component
class ObservationPages {

    private static final int MAX_COLUMN_STEPS = 10_000;

    private final ObservationQueries queries;
    private final Clock clock;

    ObservationPages(ObservationQueries queries, Clock clock) {
        this.queries = queries;
        this.clock = clock;
    }

    ObservationResponse.Rows rows(
            Series of, TimeRange range, @Nullable Instant asOf, int limit, @Nullable String cursor) {
        Cursor.Question question = new Cursor.Question(of, range, asOf);
        List<Observation> found = queries.list(of, rest(question, cursor), limit + 1, asOf);
        boolean more = found.size() > limit;
        List<Observation> page = more ? found.subList(0, limit) : found;
        @Nullable String nextCursor = more ? Cursor.after(page.getLast().start(), question) : null;
        return new ObservationResponse.Rows(
                meta(of, range, asOf, limit, nextCursor, cursor == null && !more ? page : null),
                page.stream().map(each -> row(of, each)).toList());
    }

    ObservationResponse.ColumnsAnswer columns(Series of, TimeRange range, @Nullable Instant asOf) {
        long steps = Steps.startingIn(range, of.step(), of.phase());
        if (steps > MAX_COLUMN_STEPS) {
            throw RequestProblem.invalid(
                    "datetimeTo",
                    "is too far from datetimeFrom: format=columns gives at most " + MAX_COLUMN_STEPS
                            + " periods, these are " + steps
                            + "; ask for a part, page through format=rows, or take format=csv");
        }
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
        return new ObservationResponse.ColumnsAnswer(meta(of, range, asOf, MAX_COLUMN_STEPS, null, found), columns);
    }

    /** @param whole everything in the range when it is at hand, null when it is not and must be counted in the database */
    private ObservationResponse.Meta meta(
            Series of,
            TimeRange range,
            @Nullable Instant asOf,
            int limit,
            @Nullable String nextCursor,
            @Nullable List<Observation> whole) {
        Instant end = asOf == null ? clock.instant() : asOf;
        long expected = Steps.startingInAndEndedBy(range, of.step(), of.phase(), end);
        long observed = whole == null
                ? count(of, range, asOf, end)
                : whole.stream()
                        .filter(each -> each.isUsable() && !each.end().isAfter(end))
                        .count();
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
