package dev.calima.batch.ingest.sight;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.HourLabel;
import dev.calima.batch.ingest.Parsed;
import dev.calima.batch.ingest.Reading;
import dev.calima.batch.ingest.StampedReading;
import dev.calima.batch.ingest.feed.FeedReader;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Takes in the readings of one file. */
final class Looking {

    private static final int LINES_BETWEEN_LOOKS = 100;
    private static final long SECONDS_OF_MINUTE = 60;

    private final FeedDefinition feed;
    private final Set<String> stations = new TreeSet<>();
    private @Nullable LocalDate first;
    private @Nullable LocalDate last;
    private long dayFrom = Long.MAX_VALUE;
    private long dayTo = Long.MIN_VALUE;
    private long lines;
    private long values;

    Looking(FeedDefinition feed) {
        this.feed = feed;
    }

    /** Reads on until the end, or until nobody wants more; true when it came to the end. */
    boolean read(FeedReader reader, BooleanSupplier more) throws IOException {
        long line = -1;
        int untilLook = LINES_BETWEEN_LOOKS;
        for (Parsed parsed = reader.next(); parsed != null; parsed = reader.next()) {
            if (parsed.line() != line) {
                line = parsed.line();
                lines++;
                if (--untilLook == 0) {
                    untilLook = LINES_BETWEEN_LOOKS;
                    if (!more.getAsBoolean()) {
                        return false;
                    }
                }
            }
            take(parsed);
        }
        return true;
    }

    private void take(Parsed parsed) {
        switch (parsed) {
            case Reading reading -> {
                if (station(reading.station())) {
                    day(reading.day());
                    for (int i = 0; i < reading.hours(); i++) {
                        values += reading.mark(i) == Reading.NOTHING ? 0 : 1;
                    }
                }
            }
            case StampedReading stamped -> {
                if (station(stamped.station())) {
                    moment(stamped);
                    values++;
                }
            }
            case Parsed.LeftOut none -> {}
            case Parsed.BadLine bad -> {}
        }
    }

    private boolean station(String published) {
        if (feed.notStations().contains(published)) {
            return false;
        }
        stations.add(feed.stationAliases().getOrDefault(published, published));
        return true;
    }

    /** Most moments lie in a day that is known already. */
    private void moment(StampedReading stamped) {
        long start = stamped.epochSecond()
                - (feed.hourLabel() == HourLabel.ENDING ? stamped.stepMinutes() * SECONDS_OF_MINUTE : 0);
        if (start >= dayFrom && start < dayTo) {
            return;
        }
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(start), feed.zone());
        day(day);
        dayFrom = day.atStartOfDay(feed.zone()).toEpochSecond();
        dayTo = day.plusDays(1).atStartOfDay(feed.zone()).toEpochSecond();
    }

    private void day(LocalDate day) {
        first = first == null || day.isBefore(first) ? day : first;
        last = last == null || day.isAfter(last) ? day : last;
    }

    FileSight whole() {
        return new FileSight(first, last, stations, lines, values, true, null);
    }

    /** @param times how often what was read fits into the whole */
    FileSight part(double times) {
        return new FileSight(first, last, stations, Math.round(lines * times), Math.round(values * times), false, null);
    }

    FileSight broken(String problem) {
        return new FileSight(first, last, stations, lines, values, false, problem);
    }
}
