package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.config.StationSource;
import dev.calima.batch.ingest.ask.FetchRunWriter;
import dev.calima.batch.ingest.ask.PlannedRequest;
import dev.calima.batch.ingest.ask.RequestPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans backfills that ask a feed's source: a month is a partition. */
@Component
public class SourcePlanner {

    private static final double SECONDS_OF_HOUR = 3600;

    private final FetchRunWriter runs;
    private final CellReader cells;
    private final EarlierReader earlier;

    SourcePlanner(FetchRunWriter runs, CellReader cells, EarlierReader earlier) {
        this.runs = runs;
        this.cells = cells;
        this.earlier = earlier;
    }

    /** Whether a source can be asked for the past: an address without range or day gives the day so far and nothing else. */
    static boolean canBeAsked(@Nullable SourceDefinition source) {
        return source != null
                && (source.address().takesRange() || source.address().isDaily());
    }

    /** The stations that will be asked for; empty when the source gives all of them at once. */
    Set<String> stations(FeedDefinition feed, NetworkDefinition network, Set<String> wanted)
            throws PlanRefusedException {
        SourceDefinition source = Objects.requireNonNull(feed.source());
        if (source.each() == SourceDefinition.Each.NETWORK) {
            return wanted;
        }
        Set<String> known = new TreeSet<>(source.keys().keySet());
        if (known.isEmpty()) {
            network.stations().forEach(station -> known.add(station.code().value()));
            if (feed.stations() == StationSource.DISCOVERED) {
                known.addAll(runs.stations(feed.network()));
            }
        }
        return wanted.isEmpty() ? known : Planner.known(wanted, known, network.code());
    }

    List<PlannedPartition> partitions(
            BackfillWish wish, FeedDefinition feed, NetworkDefinition network, Set<String> stations, Instant now)
            throws PlanRefusedException {
        Instant to = wish.to().isAfter(now) ? now : wish.to();
        if (!wish.from().isBefore(to)) {
            throw new PlanRefusedException(wish.from() + " is in the future; nobody can be asked for it yet");
        }
        Span wanted = new Span(wish.from(), to);
        List<YearMonth> months = wanted.months(feed.zone());
        List<Span> spans = months.stream()
                .map(month -> Span.of(month, feed.zone()).within(wanted))
                .toList();
        List<Cell> found = cells.cells(feed, network, wish.stations(), spans, now);
        @Nullable Double linesPerHour = earlier.linesPerHour(feed.name()).orElse(null);
        @Nullable Double bytesPerLine = earlier.bytesPerLine(feed.name()).orElse(null);
        @Nullable Double secondsPerRequest = earlier.secondsPerRequest(feed.name()).orElse(null);
        Set<String> failed = earlier.failedPartitions(feed.name());
        List<PlannedPartition> partitions = new ArrayList<>();
        for (int i = 0; i < spans.size(); i++) {
            List<PlannedRequest> requests = requests(feed, network, stations, spans.get(i));
            double hours = requests.stream()
                            .mapToLong(one ->
                                    Duration.between(one.from(), one.to()).toSeconds())
                            .sum()
                    / SECONDS_OF_HOUR;
            @Nullable Long lines = linesPerHour == null ? null : (Long) Math.round(hours * linesPerHour);
            String name = months.get(i).toString();
            partitions.add(new PlannedPartition(
                    name,
                    spans.get(i),
                    found.get(i),
                    skipped(wish.reprocess(), name, found.get(i), failed),
                    List.of(),
                    requests.size(),
                    lines == null || bytesPerLine == null ? null : (Long) Math.round(lines * bytesPerLine),
                    lines,
                    lines,
                    secondsPerRequest == null ? null : (Double) (requests.size() * secondsPerRequest),
                    null));
        }
        return partitions;
    }

    /** What is asked for a span; the same again for the same arguments. */
    public static List<PlannedRequest> requests(
            FeedDefinition feed, NetworkDefinition network, Set<String> stations, Span span) {
        SourceDefinition source = Objects.requireNonNull(feed.source());
        return RequestPlan.of(
                        feed, source, network, List.copyOf(stations), new RequestPlan.Range(span.from(), span.to()))
                .stream()
                .filter(one -> one.station().isEmpty() || stations.contains(one.station()))
                .toList();
    }

    private static @Nullable String skipped(Reprocess reprocess, String name, Cell cell, Set<String> failed) {
        return switch (reprocess) {
            case ALL -> null;
            case NONE ->
                failed.contains(name)
                        ? "it was tried and failed (--reprocess failed)"
                        : cell.answered() > 0 ? "it was loaded before" : null;
            case FAILED -> failed.contains(name) ? null : "its last run did not fail";
            case MISSING -> cell.isMissingByUs() ? null : "nothing of it is missing by us";
        };
    }
}
