package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.ingest.UnknownFeedException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the hours of a feed are, day by day or month by month. */
@Component
public class Grid {

    private static final int MOST_CELLS = 800;

    private final JobsConfig config;
    private final CellReader cells;
    private final Clock clock;

    Grid(JobsConfig config, CellReader cells, Clock clock) {
        this.config = config;
        this.cells = cells;
        this.clock = clock;
    }

    /**
     * A day or month.
     *
     * @param name 2018-11-05 or 2018-11
     * @param state how it is in a word
     * @param hours how it is in numbers
     */
    public record NamedCell(String name, String state, Cell hours) {}

    /**
     * The cells of a range, the first first.
     *
     * @param from a month, day or moment, by the feed's clock
     * @param to its end, excluded
     * @param byDay days, or months
     * @param stations codes; empty for all
     */
    public List<NamedCell> cells(String feedName, String from, String to, boolean byDay, Set<String> stations)
            throws UnknownFeedException, PlanRefusedException {
        @Nullable FeedDefinition feed = config.feeds().get(feedName);
        if (feed == null) {
            throw new UnknownFeedException(feedName, config.feeds().keySet());
        }
        Instant begin = RangeText.moment("from", from, feed.zone());
        Instant end = RangeText.moment("to", to, feed.zone());
        if (!begin.isBefore(end)) {
            throw new PlanRefusedException("the range is empty: from " + begin + " is not before to " + end);
        }
        Span wanted = new Span(begin, end);
        List<String> names = byDay
                ? wanted.days(feed.zone()).stream().map(Object::toString).toList()
                : wanted.months(feed.zone()).stream().map(Object::toString).toList();
        if (names.size() > MOST_CELLS) {
            throw new PlanRefusedException("that would be " + names.size() + " cells, and " + MOST_CELLS
                    + " are the most: ask for months, or for a shorter range");
        }
        List<Span> spans = (byDay
                        ? wanted.days(feed.zone()).stream().map(day -> Span.ofDays(day, day, feed.zone()))
                        : wanted.months(feed.zone()).stream().map(month -> Span.of(month, feed.zone())))
                .map(span -> span.within(wanted))
                .toList();
        List<Cell> found = cells.cells(feed, config.networkOf(feed), stations, spans, clock.instant());
        List<NamedCell> named = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            named.add(new NamedCell(names.get(i), found.get(i).state().word(), found.get(i)));
        }
        return named;
    }
}
