package dev.calima.deploy;

import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.ecs.FargateService;
import software.constructs.Construct;

/** One page in CloudWatch: are the jobs well, is the API well, is the database well. */
final class Board {

    private static final int WIDTH = 8;

    private Board() {}

    static void on(
            Construct scope,
            StageSettings settings,
            Database database,
            Inbox inbox,
            Gateway gateway,
            FargateService readApi,
            FargateService batch) {
        Dashboard board = Dashboard.Builder.create(scope, "Board")
                .dashboardName("calima-" + settings.stage())
                .build();
        board.addWidgets(
                graph(
                        "Runs",
                        Metrics.ours("calima.runs.failed.last.day", "Maximum"),
                        Metrics.ours("calima.runs.orphaned", "Maximum"),
                        Metrics.ours("calima.runs.late", "Maximum"),
                        Metrics.ours("calima.schedules.late", "Maximum")),
                graph("New lines", Metrics.newRows("madrid-air-realtime"), Metrics.newRows("madrid-air-hourly")),
                graph("Age of the newest forecast, s", Metrics.ours("calima.forecast.age.seconds", "Maximum")));
        board.addWidgets(
                graph(
                        "Requests",
                        Metrics.gateway(gateway.portal(), "Count", "Sum"),
                        Metrics.gateway(gateway.partners(), "Count", "Sum")),
                graph(
                        "Latency p99, ms",
                        Metrics.gateway(gateway.portal(), "Latency", "p99"),
                        Metrics.gateway(gateway.partners(), "Latency", "p99")),
                graph(
                        "Errors",
                        Metrics.gateway(gateway.portal(), "5XXError", "Sum"),
                        Metrics.gateway(gateway.portal(), "4XXError", "Sum"),
                        Metrics.gateway(gateway.partners(), "5XXError", "Sum"),
                        Metrics.gateway(gateway.partners(), "4XXError", "Sum")));
        board.addWidgets(
                graph(
                        "Aurora, ACU",
                        database.cluster().metricServerlessDatabaseCapacity(),
                        database.cluster().metricACUUtilization()),
                graph("CPU, %", readApi.metricCpuUtilization(), batch.metricCpuUtilization()),
                graph(
                        "Queue and dead letters",
                        inbox.queue().metricApproximateNumberOfMessagesVisible(),
                        inbox.deadLetters().metricApproximateNumberOfMessagesVisible()));
    }

    private static IWidget graph(String title, IMetric... metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(List.of(metrics))
                .width(WIDTH)
                .build();
    }
}
