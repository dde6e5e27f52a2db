package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.customresources.AwsCustomResourcePolicy;
import software.amazon.awscdk.customresources.AwsSdkCall;
import software.amazon.awscdk.customresources.PhysicalResourceId;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * Starts the migration whenever its task is another one: at each deployment of a new image. It does not wait; the applications do,
 * until the schema is what they need. Old ones go on working on the new schema meanwhile.
 */
final class MigrationRun extends Construct {

    MigrationRun(Construct scope, Floor floor, BatchTasks tasks, LogGroup logs) {
        super(scope, "MigrationRun");
        FargateTaskDefinition task = tasks.migration();
        AwsSdkCall start = AwsSdkCall.builder()
                .service("ECS")
                .action("runTask")
                .parameters(Map.of(
                        "cluster", floor.cluster().getClusterArn(),
                        "taskDefinition", task.getTaskDefinitionArn(),
                        "launchType", "FARGATE",
                        "networkConfiguration",
                                Map.of(
                                        "awsvpcConfiguration",
                                        Map.of(
                                                "subnets",
                                                        floor.vpc()
                                                                .selectSubnets(Floor.taskSubnets())
                                                                .getSubnetIds(),
                                                "securityGroups",
                                                        List.of(tasks.door().getSecurityGroupId()),
                                                "assignPublicIp", "DISABLED"))))
                .physicalResourceId(PhysicalResourceId.of(task.getTaskDefinitionArn()))
                .outputPaths(List.of("tasks.0.taskArn"))
                .build();
        AwsCustomResource.Builder.create(this, "Start")
                .onCreate(start)
                .onUpdate(start)
                .logGroup(logs)
                .installLatestAwsSdk(false)
                .policy(AwsCustomResourcePolicy.fromStatements(List.of(
                        PolicyStatement.Builder.create()
                                .actions(List.of("ecs:RunTask"))
                                .resources(List.of(task.getTaskDefinitionArn()))
                                .build(),
                        PolicyStatement.Builder.create()
                                .actions(List.of("iam:PassRole"))
                                .resources(List.of(
                                        task.getTaskRole().getRoleArn(),
                                        task.obtainExecutionRole().getRoleArn()))
                                .build())))
                .build()
                .getNode()
                .addDependency(floor.database());
    }
}
