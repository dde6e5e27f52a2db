package dev.calima.batch.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the part {@code source} of a feed's file. */
final class SourceSection {

    private static final double MINUTES = 60;

    private SourceSection() {}

    static @Nullable SourceDefinition read(Section feed, ConfigProblems problems) {
        @Nullable Section source = feed.sectionOrNull("source");
        if (source == null) {
            return null;
        }
        String address = source.text("address");
        if (!address.startsWith("https://") && !address.startsWith("http://") && !address.startsWith("s3://")) {
            problems.add(source.where(), "key 'address' must begin with https:// or s3://, but is '" + address + "'");
        }
        SourceDefinition.Each each = source.has("each") && source.text("each").equals("station")
                ? SourceDefinition.Each.STATION
                : SourceDefinition.Each.NETWORK;
        SourceDefinition definition = new SourceDefinition(
                address,
                each,
                source.textsByName("keys"),
                windows(source, problems),
                source.yes("month-to-date", false),
                hours(source.number("publication-delay-hours", 1)),
                hours(source.number("late-after-hours", 72)),
                source.textsByName("headers"));
        source.finish();
        return definition;
    }

    private static List<Duration> windows(Section source, ConfigProblems problems) {
        List<Duration> windows = new ArrayList<>();
        for (double hours : source.numbers("windows-hours")) {
            Duration window = hours(hours);
            if (hours <= 0 || (!windows.isEmpty() && window.compareTo(windows.getLast()) <= 0)) {
                problems.add(source.where(), "key 'windows-hours' must have positive numbers that increase");
                return List.of();
            }
            windows.add(window);
        }
        return windows;
    }

    private static Duration hours(double hours) {
        return Duration.ofMinutes(Math.round(hours * MINUTES));
    }
}
