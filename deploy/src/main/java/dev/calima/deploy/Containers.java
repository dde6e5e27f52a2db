package dev.calima.deploy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.ecs.AwsLogDriverProps;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerDefinitionOptions;
import software.amazon.awscdk.services.ecs.CpuArchitecture;
import software.amazon.awscdk.services.ecs.FargateTaskDefinition;
import software.amazon.awscdk.services.ecs.LogDriver;
import software.amazon.awscdk.services.ecs.MountPoint;
import software.amazon.awscdk.services.ecs.OperatingSystemFamily;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.RuntimePlatform;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.ecs.Volume;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/** How every task of ours is made: its own role, a read-only root, a log group, time to put down what it has in hand. */
final class Containers {

    /** Fargate's longest; a chunk of a load must fit in it. */
    private static final Duration STOP = Duration.seconds(120);

    /** Where the application may write; the rest of its file system is read-only. */
    private static final String SCRATCH = "/var/lib/calima";

    private static final String USER = "10001:10001";

    private Containers() {}

    /**
     * A task of one container.
     *
     * @param image what runs in it
     * @param command its arguments; the image's own when empty
     * @param cpu CPU units, 1024 a core
     * @param memory MiB
     * @param environment settings that are no secrets
     * @param secrets settings that are
     * @param ports that it listens on
     */
    record Wish(
            Images.Application image,
            List<String> command,
            int cpu,
            int memory,
            Map<String, String> environment,
            Map<String, Secret> secrets,
            List<Integer> ports) {}

    static FargateTaskDefinition task(Construct scope, String id, Images images, LogGroup logs, Wish wish) {
        FargateTaskDefinition task = FargateTaskDefinition.Builder.create(scope, id)
                .cpu(wish.cpu())
                .memoryLimitMiB(wish.memory())
                .runtimePlatform(RuntimePlatform.builder()
                        .cpuArchitecture(CpuArchitecture.ARM64)
                        .operatingSystemFamily(OperatingSystemFamily.LINUX)
                        .build())
                .volumes(List.of(
                        Volume.builder().name("scratch").build(),
                        Volume.builder().name("tmp").build()))
                .build();
        Map<String, String> environment = new TreeMap<>(wish.environment());
        environment.put("CALIMA_HOME", SCRATCH);
        ContainerDefinitionOptions.Builder options = ContainerDefinitionOptions.builder()
                .image(images.of(scope, wish.image()))
                .essential(true)
                .user(USER)
                .readonlyRootFilesystem(true)
                .environment(environment)
                .secrets(wish.secrets())
                .stopTimeout(STOP)
                .portMappings(wish.ports().stream()
                        .map(port -> PortMapping.builder().containerPort(port).build())
                        .toList())
                .logging(LogDriver.awsLogs(AwsLogDriverProps.builder()
                        .logGroup(logs)
                        .streamPrefix(id)
                        .build()));
        if (!wish.command().isEmpty()) {
            options.command(wish.command());
        }
        ContainerDefinition container = task.addContainer("main", options.build());
        container.addMountPoints(mount("scratch", SCRATCH), mount("tmp", "/tmp"));
        return task;
    }

    private static MountPoint mount(String volume, String path) {
        return MountPoint.builder()
                .sourceVolume(volume)
                .containerPath(path)
                .readOnly(false)
                .build();
    }
}
