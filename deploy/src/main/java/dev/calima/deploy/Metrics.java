package dev.calima.deploy;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** The numbers that alarms and dashboard look at, by the names that CloudWatch has them under. */
final class Metrics {

    private static final Duration MINUTES = Duration.minutes(5);

    private Metrics() {}

    /** A number that the batch application tells ({@code docs/operations.md}, Health and metrics); a gauge's name ends in value. */
    static Metric ours(String name, String statistic) {
        return Metric.Builder.create()
                .namespace(BatchTasks.NAMESPACE)
                .metricName(name + ".value")
                .statistic(statistic)
                .period(MINUTES)
                .build();
    }

    static Metric ours(String name, String statistic, Map<String, String> labels) {
        return Metric.Builder.create()
                .namespace(BatchTasks.NAMESPACE)
                .metricName(name + ".value")
                .dimensionsMap(labels)
                .statistic(statistic)
                .period(MINUTES)
                .build();
    }

    /** Lines of a feed's sources that were new, in an hour. */
    static Metric newRows(String feed) {
        return Metric.Builder.create()
                .namespace(BatchTasks.NAMESPACE)
                .metricName("calima.rows.count")
                .dimensionsMap(Map.of("feed", feed, "outcome", "inserted"))
                .statistic("Sum")
                .period(Duration.hours(1))
                .build();
    }

    static Metric gateway(Door door, String name, String statistic) {
        return Metric.Builder.create()
                .namespace("AWS/ApiGateway")
                .metricName(name)
                .dimensionsMap(Map.of(
                        "ApiName", door.api().getRestApiName(),
                        "Stage", door.api().getDeploymentStage().getStageName()))
                .statistic(statistic)
                .period(MINUTES)
                .build();
    }
}
