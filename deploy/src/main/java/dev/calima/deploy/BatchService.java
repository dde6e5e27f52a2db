package dev.calima.deploy;

import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.DeploymentCircuitBreaker;
import software.amazon.awscdk.services.ecs.FargateService;
import software.amazon.awscdk.services.ecs.PropagatedTagSource;
import software.constructs.Construct;

/**
 * The batch application as a service. Old and new tasks work side by side while one replaces the other: leases and epochs keep them
 * apart.
 */
final class BatchService extends Construct {

    private final FargateService service;

    BatchService(Construct scope, Floor floor, BatchTasks tasks) {
        super(scope, "BatchService");
        service = FargateService.Builder.create(this, "Service")
                .cluster(floor.cluster())
                .taskDefinition(tasks.serving())
                .desiredCount(floor.settings().hasSchedulerService() ? 1 : 0)
                .minHealthyPercent(100)
                .maxHealthyPercent(200)
                .circuitBreaker(
                        DeploymentCircuitBreaker.builder().rollback(true).build())
                .healthCheckGracePeriod(Duration.seconds(120))
                .securityGroups(List.of(tasks.door()))
                .vpcSubnets(Floor.taskSubnets())
                .assignPublicIp(false)
                .propagateTags(PropagatedTagSource.SERVICE)
                .build();
    }

    FargateService service() {
        return service;
    }
}
