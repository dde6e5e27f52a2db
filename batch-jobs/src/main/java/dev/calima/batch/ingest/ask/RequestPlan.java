package dev.calima.batch.ingest.ask;

import dev.calima.batch.config.AddressTemplate;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.config.StationDefinition;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * From a feed's windows to requests. Windows all end at the scheduled hour, so together they are the longest of them; where
 * nothing was answered for longer than that, the range goes back to the last answer.
 */
public final class RequestPlan {

    private static final Duration USUAL_WINDOW = Duration.ofHours(24);
    /** A source that was away for longer is left to somebody who loads the past on purpose. */
    private static final Duration LONGEST_HEALING = Duration.ofDays(31);

    private static final LocalTime NIGHT = LocalTime.of(3, 0);

    private RequestPlan() {}

    /**
     * The range that a run asks for.
     *
     * @param scheduled the full hour that it is for: the end of the range
     * @param monthToDate whether the month so far is among it
     * @param lastAnswered end of the newest period that was ever answered; null when none was
     */
    public static Range range(
            FeedDefinition feed,
            SourceDefinition source,
            Instant scheduled,
            boolean monthToDate,
            @Nullable Instant lastAnswered) {
        Duration window =
                source.windows().isEmpty() ? USUAL_WINDOW : source.windows().getLast();
        Instant from = scheduled.minus(window);
        if (lastAnswered != null && lastAnswered.isBefore(from)) {
            Instant earliest = scheduled.minus(LONGEST_HEALING);
            from = lastAnswered.isBefore(earliest) ? earliest : lastAnswered;
        }
        if (monthToDate) {
            Instant month = scheduled
                    .atZone(feed.zone())
                    .toLocalDate()
                    .withDayOfMonth(1)
                    .atStartOfDay(feed.zone())
                    .toInstant();
            from = month.isBefore(from) ? month : from;
        }
        return new Range(from, scheduled);
    }

    /** Whether a run is the night's one: the first from 03:00 local time on. */
    public static boolean isNight(FeedDefinition feed, Instant scheduled, @Nullable Instant lastMonthToDate) {
        LocalDate today = scheduled.atZone(feed.zone()).toLocalDate();
        boolean early = scheduled.atZone(feed.zone()).toLocalTime().isBefore(NIGHT);
        return !early
                && (lastMonthToDate == null
                        || lastMonthToDate.atZone(feed.zone()).toLocalDate().isBefore(today));
    }

    /**
     * A range of time.
     *
     * @param from its start
     * @param to its end, excluded
     */
    public record Range(Instant from, Instant to) {}

    private record Subject(
            String station, String key, @Nullable StationDefinition place) {}

    /**
     * The requests for a range, station by station.
     *
     * @param found codes of stations beside those of the network's file
     */
    public static List<PlannedRequest> of(
            FeedDefinition feed, SourceDefinition source, NetworkDefinition network, List<String> found, Range range) {
        List<PlannedRequest> requests = new ArrayList<>();
        for (Subject subject : subjects(feed, source, network, found)) {
            for (Range part : parts(feed, source.address(), range)) {
                requests.add(request(feed, source.address(), subject, part));
            }
        }
        return requests;
    }

    private static PlannedRequest request(FeedDefinition feed, AddressTemplate address, Subject subject, Range part) {
        @Nullable StationDefinition place = subject.place();
        String filled = address.fill(new AddressTemplate.Values(
                subject.station(),
                subject.key(),
                place == null ? 0 : place.latitude(),
                place == null ? 0 : place.longitude(),
                part.from(),
                part.to(),
                part.from().atZone(feed.zone()).toLocalDate()));
        return new PlannedRequest(
                subject.station(),
                filled,
                part.from(),
                part.to(),
                address.isPaged(),
                !address.takesRange(),
                address.isDaily());
    }

    private static List<Subject> subjects(
            FeedDefinition feed, SourceDefinition source, NetworkDefinition network, List<String> found) {
        if (source.each() == SourceDefinition.Each.NETWORK) {
            return List.of(new Subject("", "", null));
        }
        Map<String, StationDefinition> places = new TreeMap<>();
        network.stations().forEach(station -> places.put(station.code().value(), station));
        Set<String> codes = new TreeSet<>(source.keys().keySet());
        if (codes.isEmpty()) {
            codes.addAll(places.keySet());
            codes.addAll(found);
        }
        List<Subject> subjects = new ArrayList<>();
        for (String code : codes) {
            @Nullable StationDefinition place = places.get(code);
            if (place == null && source.address().needsPlace()) {
                throw new ConfigException(List.of("feeds/" + feed.name() + ".yaml source: station '" + code
                        + "' is not in networks/" + network.code() + ".yaml, so its place is not known"));
            }
            source.keysOf(code).forEach(key -> subjects.add(new Subject(code, key, place)));
        }
        return subjects;
    }

    private static List<Range> parts(FeedDefinition feed, AddressTemplate address, Range range) {
        if (address.takesRange()) {
            return List.of(range);
        }
        ZoneId zone = feed.zone();
        LocalDate last = range.to().minusNanos(1).atZone(zone).toLocalDate();
        LocalDate day = address.isDaily() ? range.from().atZone(zone).toLocalDate() : last;
        List<Range> days = new ArrayList<>();
        for (; !day.isAfter(last); day = day.plusDays(1)) {
            Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
            days.add(new Range(day.atStartOfDay(zone).toInstant(), end.isAfter(range.to()) ? range.to() : end));
        }
        return days;
    }
}
