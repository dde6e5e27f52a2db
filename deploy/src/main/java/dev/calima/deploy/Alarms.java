package dev.calima.deploy;

import java.util.Map;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.AnomalyDetectionAlarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/** What somebody has to hear of. Every alarm tells the same topic, when it begins and when it is over. */
final class Alarms extends Construct {

    /** The feed whose hourly amount is watched for being unusual: it should be much the same each day. */
    private static final String STEADY_FEED = "madrid-air-realtime";

    private static final double SLOW_MS = 1000;
    private static final double FORECAST_OLD_SECONDS = 36 * 3600;

    private final SnsAction tell;

    Alarms(
            Construct scope,
            StageSettings settings,
            Topic topic,
            Database database,
            Inbox inbox,
            Gateway gateway,
            FargateService batch) {
        super(scope, "Alarms");
        tell = new SnsAction(topic);
        above(
                "JobFailed",
                "a job failed within the day: ./calima jobs executions",
                Metrics.ours("calima.runs.failed.last.day", "Maximum"),
                0,
                1);
        above("JobOrphaned", "a run has no living worker", Metrics.ours("calima.runs.orphaned", "Minimum"), 0, 2);
        above(
                "JobLate",
                "a schedule was not kept: ./calima schedules list",
                Metrics.ours("calima.schedules.late", "Minimum"),
                0,
                2);
        above(
                "FeedSilent",
                "a source tells nothing any more: ./calima gaps FEED",
                Metrics.ours("calima.incidents.open", "Maximum", Map.of("rule", "feed-silent")),
                0,
                2);
        above(
                "TooManyRejects",
                "a load was mostly refused: ./calima rejects",
                Metrics.ours("calima.incidents.open", "Maximum", Map.of("rule", "too-many-rejects")),
                0,
                1);
        above(
                "ForecastOld",
                "no forecast for a day and a half",
                Metrics.ours("calima.forecast.age.seconds", "Maximum"),
                FORECAST_OLD_SECONDS,
                2);
        above(
                "DeadLetters",
                "messages of the bucket, or schedules, that nobody could handle",
                inbox.deadLetters().metricApproximateNumberOfMessagesVisible(),
                0,
                1);
        above(
                "DatabaseAtLimit",
                "Aurora works at its most capacity: maxAcu",
                database.cluster().metricACUUtilization(),
                95,
                3);
        for (Map.Entry<String, Door> door : Map.of(
                        "Portal", gateway.portal(), "Partners", gateway.partners(), "Operators", gateway.operators())
                .entrySet()) {
            above(
                    door.getKey() + "Errors",
                    "answers 5xx of the door: calima-" + settings.stage(),
                    Metrics.gateway(door.getValue(), "5XXError", "Sum"),
                    5,
                    2);
            above(
                    door.getKey() + "Slow",
                    "the slowest hundredth of answers takes over a second",
                    Metrics.gateway(door.getValue(), "Latency", "p99"),
                    SLOW_MS,
                    3);
        }
        if (settings.hasSchedulerService()) {
            Alarm gone = Alarm.Builder.create(this, "BatchGone")
                    .alarmDescription("the batch service tells no numbers: nothing is loaded")
                    .metric(batch.metricCpuUtilization())
                    .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                    .threshold(0)
                    .evaluationPeriods(2)
                    .treatMissingData(TreatMissingData.BREACHING)
                    .build();
            told(gone);
        }
        AnomalyDetectionAlarm unusual = AnomalyDetectionAlarm.Builder.create(this, "UnusualLoad")
                .alarmDescription("the hourly amount of " + STEADY_FEED + " is not what it usually is")
                .metric(Metrics.newRows(STEADY_FEED))
                .stdDevs(4)
                .evaluationPeriods(3)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build();
        unusual.addAlarmAction(tell);
        unusual.addOkAction(tell);
    }

    private void above(String id, String means, IMetric metric, double threshold, int periods) {
        told(Alarm.Builder.create(this, id)
                .alarmDescription(means)
                .metric(metric)
                .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD)
                .threshold(threshold)
                .evaluationPeriods(periods)
                .treatMissingData(TreatMissingData.NOT_BREACHING)
                .build());
    }

    private void told(Alarm alarm) {
        alarm.addAlarmAction(tell);
        alarm.addOkAction(tell);
    }
}
