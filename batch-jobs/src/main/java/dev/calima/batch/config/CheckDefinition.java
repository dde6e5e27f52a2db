package dev.calima.batch.config;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A source of published figures that our own are checked against, as its file in {@code jobs-config/checks} describes it.
 * Nothing of it becomes an observation.
 *
 * @param name its name
 * @param title one line for people
 * @param format name of the format that reads its files
 * @param feeds feeds whose hours are compared, and which say what its stations and parameters are; all of one network
 * @param leastHours usable hours that a local day needs for a mean
 * @param ignoredParameters the publisher's keys that are left out: no means, or none that we have
 */
public record CheckDefinition(
        String name, String title, String format, List<String> feeds, int leastHours, Set<String> ignoredParameters) {

    public CheckDefinition {
        feeds = List.copyOf(feeds);
        // sorted: its text is part of the identity of a comparison, in every process
        ignoredParameters = Collections.unmodifiableSet(new TreeSet<>(ignoredParameters));
    }
}
