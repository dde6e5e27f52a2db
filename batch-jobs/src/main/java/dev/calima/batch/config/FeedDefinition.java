package dev.calima.batch.config;

import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A published source, as its file in {@code jobs-config/feeds} describes it.
 *
 * @param name name of the feed, such as {@code madrid-air-hourly}
 * @param title one line for people
 * @param format name of the format that reads its files
 * @param network network whose stations it tells of
 * @param zone zone of its local hours
 * @param hourLabel what the number of an hour means
 * @param autumnHour which hour a repeated local hour is taken to be
 * @param notStations published codes that are no station and are left out
 * @param parameters the publisher's key of each parameter, and what we call it
 */
public record FeedDefinition(
        String name,
        String title,
        String format,
        String network,
        ZoneId zone,
        HourLabel hourLabel,
        AutumnHour autumnHour,
        Set<String> notStations,
        Map<String, FeedParameter> parameters) {

    public FeedDefinition {
        notStations = Collections.unmodifiableSet(new TreeSet<>(notStations)); // sorted: the order is part of the hash
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }
}
