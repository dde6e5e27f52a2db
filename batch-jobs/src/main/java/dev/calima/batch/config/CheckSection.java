package dev.calima.batch.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads and checks a file of {@code jobs-config/checks}. */
final class CheckSection {

    private static final int HOURS_OF_A_DAY = 24;

    private CheckSection() {}

    static CheckDefinition read(Section section, ConfigProblems problems) {
        int leastHours = section.wholeNumber("least-hours", 18);
        if (leastHours < 1 || leastHours > HOURS_OF_A_DAY) {
            problems.add(section.where(), "least-hours must lie in 1..24, but is " + leastHours);
        }
        return new CheckDefinition(
                section.text("check"),
                section.text("title"),
                section.text("format"),
                section.texts("feeds"),
                leastHours,
                Set.copyOf(section.texts("ignored-parameters")));
    }

    /** Tells what is wrong with the feeds that a check names. */
    static void checkFeeds(CheckDefinition check, Map<String, FeedDefinition> feeds, ConfigProblems problems) {
        String where = "checks/" + check.name() + ".yaml";
        if (check.feeds().isEmpty()) {
            problems.add(where, "key 'feeds' must name at least one feed");
        }
        List<String> unknown =
                check.feeds().stream().filter(feed -> !feeds.containsKey(feed)).toList();
        if (!unknown.isEmpty()) {
            problems.add(
                    where, "feeds " + unknown + " have no file in feeds/; known are " + new TreeSet<>(feeds.keySet()));
        } else if (check.feeds().stream()
                        .map(feed -> network(feeds, feed))
                        .distinct()
                        .count()
                > 1) {
            problems.add(where, "the feeds must be of one network");
        }
    }

    private static String network(Map<String, FeedDefinition> feeds, String feed) {
        FeedDefinition definition = feeds.get(feed);
        return definition == null ? "" : definition.network();
    }
}
