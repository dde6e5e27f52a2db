package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import java.io.IOException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plans backfills of files: those of a month are a partition; a file of several months is one with those of the same months. */
@Component
class FilePlanner {

    private static final String UNREADABLE = "unreadable";

    private final Candidates candidates;
    private final CellReader cells;
    private final EarlierReader earlier;
    private final IngestJob ingest;

    FilePlanner(Candidates candidates, CellReader cells, EarlierReader earlier, IngestJob ingest) {
        this.candidates = candidates;
        this.cells = cells;
        this.earlier = earlier;
        this.ingest = ingest;
    }

    List<PlannedPartition> partitions(
            BackfillWish wish, FeedDefinition feed, NetworkDefinition network, Origin origin, boolean keep, Instant now)
            throws IOException, NothingFoundException, PlanRefusedException {
        List<Candidate> found =
                origin == Origin.LANDING ? candidates.landed(feed) : candidates.at(feed, wish.locations(), keep);
        Map<String, List<Candidate>> groups = groups(wish, feed, found);
        if (groups.isEmpty()) {
            throw new PlanRefusedException("none of the " + found.size() + " files of " + feed.name()
                    + (origin == Origin.LANDING ? " in the landing area" : " found")
                    + " tells of the range " + wish.from() + " to " + wish.to()
                    + (wish.stations().isEmpty() ? "" : " and the stations " + wish.stations())
                    + ": name another range, or the files with a location");
        }
        Past past = new Past(
                earlier.contents(feed.name(), ingest.definition(feed)),
                earlier.failedPartitions(feed.name()),
                earlier.secondsPerLine(feed.name()).orElse(null));
        List<PlannedPartition> partitions = new ArrayList<>();
        for (Map.Entry<String, List<Candidate>> group : groups.entrySet()) {
            partitions.add(partition(wish, feed, network, group.getKey(), group.getValue(), past, now));
        }
        return partitions;
    }

    private record Past(
            EarlierReader.Contents contents,
            Set<String> failed,
            @Nullable Double secondsPerLine) {}

    /** By name, which is also their order: 2018-11, 2018-11..2019-02. */
    private static Map<String, List<Candidate>> groups(BackfillWish wish, FeedDefinition feed, List<Candidate> found) {
        Span wanted = new Span(wish.from(), wish.to());
        Map<String, List<Candidate>> groups = new TreeMap<>();
        for (Candidate file : found) {
            @Nullable Span span = file.span(feed.zone());
            boolean inRange = span == null || span.overlaps(wanted);
            boolean ofStation = wish.stations().isEmpty()
                    || file.sight().stations().isEmpty()
                    || !file.sight().isWhole()
                    || file.sight().stations().stream().anyMatch(wish.stations()::contains);
            if (inRange && ofStation) {
                groups.computeIfAbsent(name(span, feed.zone()), name -> new ArrayList<>())
                        .add(file);
            }
        }
        return groups;
    }

    private static String name(@Nullable Span span, ZoneId zone) {
        if (span == null) {
            return UNREADABLE;
        }
        List<YearMonth> months = span.months(zone);
        return months.size() == 1 ? months.getFirst().toString() : months.getFirst() + ".." + months.getLast();
    }

    private PlannedPartition partition(
            BackfillWish wish,
            FeedDefinition feed,
            NetworkDefinition network,
            String name,
            List<Candidate> files,
            Past past,
            Instant now) {
        Span wanted = new Span(wish.from(), wish.to());
        Span span = span(files, feed.zone(), wanted);
        Cell cell =
                cells.cells(feed, network, wish.stations(), List.of(span), now).getFirst();
        long lines = files.stream().mapToLong(file -> file.sight().lines()).sum();
        return new PlannedPartition(
                name,
                span,
                cell,
                skipped(wish.reprocess(), name, files, cell, past),
                files.stream()
                        .map(file -> new PlannedFile(
                                file.address(),
                                file.sizeBytes(),
                                file.etag(),
                                file.sha256(),
                                file.landedPath(),
                                isWhole(file, feed.zone(), wanted, wish.stations())))
                        .toList(),
                0,
                files.stream().mapToLong(Candidate::sizeBytes).sum(),
                lines,
                files.stream().mapToLong(file -> file.sight().values()).sum(),
                past.secondsPerLine() == null ? null : (Double) (lines * past.secondsPerLine()),
                problem(files));
    }

    /** The whole months that the files tell of, as far as they are wanted. */
    private static Span span(List<Candidate> files, ZoneId zone, Span wanted) {
        @Nullable Span all = files.getFirst().span(zone);
        if (all == null) {
            return wanted;
        }
        List<YearMonth> months = all.months(zone);
        Span whole = new Span(
                Span.of(months.getFirst(), zone).from(),
                Span.of(months.getLast(), zone).to());
        return whole.within(wanted);
    }

    /** Whether a file can be taken as it is. */
    static boolean isWhole(Candidate file, ZoneId zone, Span wanted, Set<String> stations) {
        @Nullable Span span = file.span(zone);
        boolean inRange = span == null || (file.sight().isWhole() && wanted.holds(span));
        return inRange
                && (stations.isEmpty()
                        || (file.sight().isWhole()
                                && stations.containsAll(file.sight().stations())));
    }

    private static @Nullable String problem(List<Candidate> files) {
        return files.stream()
                .filter(file -> file.sight().problem() != null)
                .map(file -> file.address() + ": " + file.sight().problem())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String skipped(
            Reprocess reprocess, String name, List<Candidate> files, Cell cell, Past past) {
        boolean failed = past.failed().contains(name)
                || files.stream().anyMatch(file -> past.contents().failed().contains(file.known()));
        boolean loaded =
                files.stream().allMatch(file -> past.contents().loaded().contains(file.known()));
        return switch (reprocess) {
            case ALL -> null;
            case NONE ->
                failed ? "it was tried and failed (--reprocess failed)" : loaded ? "it was loaded before" : null;
            case FAILED -> failed ? null : "its last run did not fail";
            case MISSING -> cell.isMissingByUs() ? null : "nothing of it is missing by us";
        };
    }
}
