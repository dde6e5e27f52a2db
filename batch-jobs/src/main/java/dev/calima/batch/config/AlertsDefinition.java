package dev.calima.batch.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What counts as an incident, and whom it is told: {@code jobs-config/alerts.yaml}. A threshold that is null switches its rule
 * off.
 *
 * @param lookEvery how often everything is looked at
 * @param clearAfter how long a thing must be right again before its incident is over
 * @param runFailed whether a job whose newest run failed is one
 * @param orphanedAfter how long a run may be without a living worker
 * @param lateAfter how long after its time a scheduled run may not have begun, and how long a run may be queued
 * @param feedSilent whether a feed that is silent for longer than its file says is one
 * @param rejectedShare share of refused lines, 0 to 1, of a feed's newest load
 * @param rejectedLeastLines loads with fewer lines are not judged by that share
 * @param forecastOlderThan age of the newest forecast
 * @param leastFreeBytes free space on the disk of the data folder
 * @param channels whom it is told, in the order of the file
 */
public record AlertsDefinition(
        Duration lookEvery,
        Duration clearAfter,
        boolean runFailed,
        @Nullable Duration orphanedAfter,
        @Nullable Duration lateAfter,
        boolean feedSilent,
        @Nullable Double rejectedShare,
        int rejectedLeastLines,
        @Nullable Duration forecastOlderThan,
        @Nullable Long leastFreeBytes,
        List<AlertChannel> channels) {

    public AlertsDefinition {
        channels = List.copyOf(channels);
    }
}
