package dev.calima.deploy;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.events.CronOptions;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.ContainerOverride;
import software.amazon.awscdk.services.events.targets.EcsTask;
import software.amazon.awscdk.services.sqs.Queue;
import software.constructs.Construct;

/**
 * For stages whose database may fall asleep: EventBridge starts a task for what is due, and between them nothing runs and nothing is
 * paid. Where the service runs, its own schedules do this, and these rules are switched off, but there.
 */
final class Timetable extends Construct {

    private static final int TRIES = 3;

    Timetable(Construct scope, Floor floor, BatchTasks tasks, Queue deadLetters) {
        super(scope, "Timetable");
        boolean on = !floor.settings().hasSchedulerService();
        rule(
                "Hourly",
                "what the sources have anew",
                on,
                CronOptions.builder().minute("25").build(),
                task(floor, tasks, tasks.once(), List.of("fetch", "--all-feeds"), deadLetters));
        rule(
                "NightlyTraining",
                "models of tonight; forecasts follow",
                on,
                CronOptions.builder().minute("30").hour("2").build(),
                task(floor, tasks, tasks.training(), List.of("train"), deadLetters));
        rule(
                "NightlyForecasts",
                "forecasts of tonight's models",
                on,
                CronOptions.builder().minute("30").hour("3").build(),
                task(floor, tasks, tasks.once(), List.of("forecast"), deadLetters));
        rule(
                "NightlyScores",
                "what became of earlier forecasts",
                on,
                CronOptions.builder().minute("0").hour("4").build(),
                task(floor, tasks, tasks.once(), List.of("score"), deadLetters));
        rule(
                "NightlyRetention",
                "what is no longer kept goes",
                on,
                CronOptions.builder().minute("30").hour("4").build(),
                task(floor, tasks, tasks.once(), List.of("purge"), deadLetters));
    }

    private void rule(String id, String purpose, boolean on, CronOptions when, EcsTask task) {
        Rule.Builder.create(this, id)
                .description(purpose)
                .enabled(on)
                .schedule(Schedule.cron(when))
                .targets(List.of(task))
                .build();
    }

    private static EcsTask task(
            Floor floor, BatchTasks tasks, FargateTaskDefinition definition, List<String> command, Queue deadLetters) {
        return EcsTask.Builder.create()
                .cluster(floor.cluster())
                .taskDefinition(definition)
                .subnetSelection(Floor.taskSubnets())
                .securityGroups(List.of(tasks.door()))
                .assignPublicIp(false)
                .containerOverrides(List.of(ContainerOverride.builder()
                        .containerName("main")
                        .command(command)
                        .build()))
                .retryAttempts(TRIES)
                .maxEventAge(Duration.hours(1))
                .deadLetterQueue(deadLetters)
                .build();
    }
}
