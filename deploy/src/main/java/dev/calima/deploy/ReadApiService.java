package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.applicationautoscaling.EnableScalingProps;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.CpuUtilizationScalingProps;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.amazon.awscdk.services.s3.Bucket;
import software.constructs.Construct;

/** The read API: as many tasks as the load wants, which may read and count, and nothing else. */
final class ReadApiService extends Construct {

    static final int PORT = 8080;
    static final int HEALTH_PORT = 8081;

    private static final int BUSY_PERCENT = 60;

    private final FargateService service;
    private final SecurityGroup door;

    ReadApiService(Construct scope, Floor floor, Bucket exports, ApiPepper pepper) {
        super(scope, "ReadApi");
        StageSettings settings = floor.settings();
        Map<String, software.amazon.awscdk.services.ecs.Secret> secrets =
                new TreeMap<>(floor.database().passwords(List.of(Database.Role.GATE, Database.Role.READER)));
        secrets.putAll(pepper.variable());
        FargateTaskDefinition task = Containers.task(
                this,
                "Task",
                floor.images(),
                floor.logs(),
                new Containers.Wish(
                        Images.Application.READ_API,
                        List.of(),
                        settings.isProd() ? 1024 : 512,
                        settings.isProd() ? 2048 : 1024,
                        Map.of(
                                "CALIMA_DB_URL", floor.database().readerUrl(),
                                "CALIMA_DB_GATE_URL", floor.database().writerUrl(), // a replica cannot count requests
                                "CALIMA_API_PROXIES", floor.vpc().getVpcCidrBlock(), // the gateway says who asks
                                "CALIMA_API_ADDRESS", "0.0.0.0",
                                "CALIMA_API_PORT", String.valueOf(PORT),
                                "CALIMA_API_MANAGEMENT_ADDRESS", "0.0.0.0",
                                "CALIMA_API_MANAGEMENT_PORT", String.valueOf(HEALTH_PORT)),
                        secrets,
                        List.of(PORT, HEALTH_PORT)));
        Rights.look(task.getTaskRole(), exports);
        door = SecurityGroup.Builder.create(this, "Door")
                .vpc(floor.vpc())
                .description("read API: reached through the gateway only")
                .build();
        floor.database().letIn(door);
        service = FargateService.Builder.create(this, "Service")
                .cluster(floor.cluster())
                .taskDefinition(task)
                .desiredCount(settings.apiTasks())
                .minHealthyPercent(100) // the old ones go when the new ones answer
                .maxHealthyPercent(200)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .healthCheckGracePeriod(Duration.seconds(60))
                .securityGroups(List.of(door))
                .vpcSubnets(Floor.taskSubnets())
                .assignPublicIp(false)
                .propagateTags(PropagatedTagSource.SERVICE)
                .build();
        service.autoScaleTaskCount(EnableScalingProps.builder()
                        .minCapacity(settings.apiTasks())
                        .maxCapacity(settings.apiTasksMost())
                        .build())
                .scaleOnCpuUtilization(
                        "Busy",
                        CpuUtilizationScalingProps.builder()
                                .targetUtilizationPercent(BUSY_PERCENT)
                                .scaleInCooldown(Duration.minutes(5))
                                .scaleOutCooldown(Duration.minutes(1))
                                .build());
    }

    FargateService service() {
        return service;
    }

    SecurityGroup door() {
        return door;
    }
}
