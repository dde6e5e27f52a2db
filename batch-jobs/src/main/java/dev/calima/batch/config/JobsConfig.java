package dev.calima.batch.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that stands in {@code jobs-config}, checked.
 *
 * @param feeds by name
 * @param networks by code
 * @param trainings by name
 * @param checks by name
 * @param schedules by name
 * @param alerts what counts as an incident, and whom it is told
 * @param retention how long things are kept
 */
public record JobsConfig(
        Map<String, FeedDefinition> feeds,
        Map<String, NetworkDefinition> networks,
        Map<String, TrainingDefinition> trainings,
        Map<String, CheckDefinition> checks,
        Map<String, ScheduleDefinition> schedules,
        AlertsDefinition alerts,
        RetentionDefinition retention) {

    public JobsConfig {
        feeds = Map.copyOf(feeds);
        networks = Map.copyOf(networks);
        trainings = Map.copyOf(trainings);
        checks = Map.copyOf(checks);
        schedules = Map.copyOf(schedules);
    }

    /** The network of a feed; every loaded feed has one. */
    public NetworkDefinition networkOf(FeedDefinition feed) {
        @Nullable NetworkDefinition network = networks.get(feed.network());
        if (network == null) {
            throw new IllegalStateException("feed " + feed.name() + " names no known network");
        }
        return network;
    }
}
