package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/**
 * The batch application's tasks: one that serves operators and starts what is due, and three that do one thing and end. Each has a
 * role of its own. Only the migration knows the database's owner.
 */
final class BatchTasks extends Construct {

    static final int OPERATOR_PORT = 8100;

    /** Namespace of our own metrics in CloudWatch. */
    static final String NAMESPACE = "Calima";

    private static final List<Database.Role> WORKING =
            List.of(Database.Role.LOADER, Database.Role.TRAINER, Database.Role.OPERATOR, Database.Role.SCHEDULER);

    private final Floor floor;
    private final Buckets buckets;
    private final Inbox inbox;
    private final Topic alerts;
    private final ApiPepper pepper;
    private final Secret operatorKey;
    private final SecurityGroup door;

    private final FargateTaskDefinition serving;
    private final FargateTaskDefinition migration;
    private final FargateTaskDefinition once;
    private final FargateTaskDefinition training;

    BatchTasks(Construct scope, Floor floor, Buckets buckets, Inbox inbox, Topic alerts, ApiPepper pepper) {
        super(scope, "Batch");
        this.floor = floor;
        this.buckets = buckets;
        this.inbox = inbox;
        this.alerts = alerts;
        this.pepper = pepper;
        this.operatorKey = Secret.fromSecretsManager(
                software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(this, "OperatorKey")
                        .description("Key of the operator API")
                        .generateSecretString(SecretStringGenerator.builder()
                                .passwordLength(48)
                                .excludePunctuation(true)
                                .build())
                        .build());
        door = SecurityGroup.Builder.create(this, "Door")
                .vpc(floor.vpc())
                .description("batch tasks")
                .build();
        floor.database().letIn(door);
        StageSettings settings = floor.settings();
        serving = working("Serving", List.of("work"), settings.isProd() ? 2048 : 1024, settings.isProd() ? 4096 : 2048);
        once = working("Once", List.of("health"), 1024, 2048);
        training = working("Training", List.of("train"), settings.trainingCpu(), settings.trainingMemory());
        migration = migrationTask();
    }

    private FargateTaskDefinition working(String id, List<String> command, int cpu, int memory) {
        Map<String, Secret> secrets = new TreeMap<>(floor.database().passwords(WORKING));
        secrets.put("CALIMA_OPERATOR_KEY", operatorKey);
        secrets.putAll(pepper.variable());
        FargateTaskDefinition task = Containers.task(
                this,
                id,
                floor.images(),
                floor.logs(),
                new Containers.Wish(
                        Images.Application.BATCH_JOBS,
                        command,
                        cpu,
                        memory,
                        Map.of(
                                "CALIMA_DB_URL", floor.database().writerUrl(),
                                "CALIMA_LANDING", buckets.landing(),
                                "CALIMA_EXPORTS", "s3://" + buckets.exports().getBucketName() + "/exports",
                                "CALIMA_S3_BUCKETS", buckets.raw().getBucketName(),
                                "CALIMA_SQS_QUEUE", inbox.queue().getQueueName(),
                                "CALIMA_CLOUDWATCH_NAMESPACE", NAMESPACE,
                                "CALIMA_LOG_STDOUT", "true",
                                "CALIMA_OPERATOR_ADDRESS", "0.0.0.0",
                                "CALIMA_OPERATOR_PORT", String.valueOf(OPERATOR_PORT)),
                        secrets,
                        List.of(OPERATOR_PORT)));
        Rights.keep(task.getTaskRole(), buckets.raw());
        Rights.keep(task.getTaskRole(), buckets.exports());
        inbox.queue().grantConsumeMessages(task.getTaskRole());
        alerts.grantPublish(task.getTaskRole());
        // CloudWatch knows no resources for this action; the namespace is the narrowest that can be said.
        task.addToTaskRolePolicy(PolicyStatement.Builder.create()
                .actions(List.of("cloudwatch:PutMetricData"))
                .resources(List.of("*"))
                .conditions(Map.of("StringEquals", Map.of("cloudwatch:namespace", NAMESPACE)))
                .build());
        return task;
    }

    private FargateTaskDefinition migrationTask() {
        Map<String, Secret> secrets = new TreeMap<>(floor.database().passwords(List.of(Database.Role.values())));
        secrets.putAll(floor.database().owner());
        return Containers.task(
                this,
                "Migration",
                floor.images(),
                floor.logs(),
                new Containers.Wish(
                        Images.Application.BATCH_JOBS,
                        List.of("migrate"),
                        512,
                        1024,
                        Map.of("CALIMA_DB_URL", floor.database().writerUrl(), "CALIMA_LOG_STDOUT", "true"),
                        secrets,
                        List.of()));
    }

    /** Serves operators, works, and starts by itself what is due. */
    FargateTaskDefinition serving() {
        return serving;
    }

    /** Brings the schema to the image's version, and the roles' passwords to what the secrets say. */
    FargateTaskDefinition migration() {
        return migration;
    }

    /** Any one command, such as a backfill: given when the task is started. */
    FargateTaskDefinition once() {
        return once;
    }

    /** Learning, on the bigger machine. */
    FargateTaskDefinition training() {
        return training;
    }

    SecurityGroup door() {
        return door;
    }
}
