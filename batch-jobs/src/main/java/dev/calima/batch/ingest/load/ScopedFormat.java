package dev.calima.batch.ingest.load;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.HourLabel;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.Scope;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedFormat;
import dev.calima.batch.ingest.feed.FeedReader;
import dev.calima.batch.ingest.feed.FormatOptions;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A format of which only some stations, or a range of time, is wanted. A line that tells whole days is wanted when any of its
 * day is; what does not tell its station or time is left as it is, and refused as ever.
 */
public final class ScopedFormat implements FeedFormat {

    private static final long SECONDS_OF_MINUTE = 60;

    private final FeedFormat format;
    private final FeedDefinition feed;
    private final Scope scope;

    private ScopedFormat(FeedFormat format, FeedDefinition feed, Scope scope) {
        this.format = format;
        this.feed = feed;
        this.scope = scope;
    }

    /** The format itself when everything is wanted. */
    public static FeedFormat of(FeedFormat format, FeedDefinition feed, Scope scope) {
        return scope.isAll() ? format : new ScopedFormat(format, feed, scope);
    }

    @Override
    public String name() {
        return format.name();
    }

    @Override
    public String document(String head, List<String> rawTexts) {
        return format.document(head, rawTexts);
    }

    @Override
    public boolean countsLines() {
        return format.countsLines();
    }

    @Override
    public FeedReader open(Source source, FormatOptions options) throws IOException, NotThisFormatException {
        FeedReader all = format.open(source, options);
        return new FeedReader() {
            @Override
            public @Nullable Parsed next() throws IOException {
                @Nullable Parsed parsed = all.next();
                return parsed == null || isWanted(parsed) ? parsed : new Parsed.LeftOut(parsed.line());
            }

            @Override
            public void leaveOutValues() {
                all.leaveOutValues();
            }

            @Override
            public String rawText() {
                return all.rawText();
            }

            @Override
            public String head() {
                return all.head();
            }
        };
    }

    private boolean isWanted(Parsed parsed) {
        return switch (parsed) {
            case Parsed.BadLine bad -> bad.instead() == null || isWanted(bad.instead());
            case Parsed.LeftOut none -> true;
            case StampedReading stamped -> isStation(stamped.station()) && isWanted(start(stamped));
            case Reading reading -> isStation(reading.station()) && isWanted(reading);
        };
    }

    private boolean isStation(String published) {
        Set<String> stations = scope.stations();
        return stations.isEmpty()
                || stations.contains(feed.stationAliases().getOrDefault(published, published))
                || feed.notStations().contains(published); // left out anyway, under its own name
    }

    private Instant start(StampedReading stamped) {
        long seconds = feed.hourLabel() == HourLabel.ENDING ? stamped.stepMinutes() * SECONDS_OF_MINUTE : 0;
        return Instant.ofEpochSecond(stamped.epochSecond() - seconds);
    }

    private boolean isWanted(Instant start) {
        return (scope.from() == null || !start.isBefore(scope.from()))
                && (scope.to() == null || start.isBefore(scope.to()));
    }

    private boolean isWanted(Reading reading) {
        Instant begin = reading.day().atStartOfDay(feed.zone()).toInstant();
        Instant end = reading.day().plusDays(1).atStartOfDay(feed.zone()).toInstant();
        return (scope.from() == null || end.isAfter(scope.from()))
                && (scope.to() == null || begin.isBefore(scope.to()));
    }
}
