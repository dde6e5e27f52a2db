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
        AddressTemplate address = address(source, problems);
        SourceDefinition.Each each = each(source, address, problems);
        int pageSize = source.wholeNumber("page-size", 0);
        if (address.isPaged() != pageSize > 0) {
            problems.add(
                    source.where(),
                    "key 'page-size' and the placeholder {page} go together: a page with fewer results is the last");
        }
        SourceDefinition definition = new SourceDefinition(
                address,
                each,
                source.textsByName("keys"),
                windows(source, problems),
                source.yes("month-to-date", false),
                hours(source.number("publication-delay-hours", 1)),
                hours(source.number("late-after-hours", 72)),
                pageSize,
                source.textsByName("headers"));
        source.finish();
        return definition;
    }

    private static AddressTemplate address(Section source, ConfigProblems problems) {
        String text = source.text("address");
        if (!text.startsWith("https://") && !text.startsWith("http://") && !text.startsWith("s3://")) {
            problems.add(source.where(), "key 'address' must begin with https:// or s3://, but is '" + text + "'");
        }
        try {
            return AddressTemplate.parse(text);
        } catch (IllegalArgumentException e) {
            problems.add(source.where(), "key 'address': " + e.getMessage());
            return AddressTemplate.parse("");
        }
    }

    private static SourceDefinition.Each each(Section source, AddressTemplate address, ConfigProblems problems) {
        String word = source.has("each") ? source.text("each") : "network";
        if (!word.equals("station") && !word.equals("network")) {
            problems.add(source.where(), "key 'each' must be network or station, but is '" + word + "'");
        }
        boolean station = word.equals("station");
        if (station != address.namesStation()) {
            problems.add(
                    source.where(),
                    station
                            ? "key 'each' is station, but the address has none of {station}, {key}, {latitude}, {longitude}"
                            : "the address names one station; say 'each: station'");
        }
        return station ? SourceDefinition.Each.STATION : SourceDefinition.Each.NETWORK;
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
