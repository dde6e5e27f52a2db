package dev.calima.deploy;

import java.nio.file.Path;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecr.assets.DockerImageAsset;
import software.amazon.awscdk.services.ecr.assets.Platform;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.constructs.Construct;

/** Where the images of the two applications come from. */
interface Images {

    /** An application that is deployed. */
    enum Application {
        BATCH_JOBS("batch-jobs"),
        READ_API("read-api");

        private final String target;

        Application(String target) {
            this.target = target;
        }

        /** The target of the build, and the name of the image. */
        String target() {
            return target;
        }
    }

    ContainerImage of(Construct scope, Application application);

    /** Built by the CDK's command line from a folder with a Dockerfile, and kept in the account's own registry. */
    static Images builtFrom(Path folder) {
        return (scope, application) -> {
            Stack stack = Stack.of(scope); // many tasks, one image
            String id = "Image-" + application.target();
            return ContainerImage.fromDockerImageAsset(
                    stack.getNode().tryFindChild(id) instanceof DockerImageAsset built
                            ? built
                            : DockerImageAsset.Builder.create(stack, id)
                                    .directory(folder.toAbsolutePath().toString())
                                    .target(application.target())
                                    .platform(Platform.LINUX_ARM64)
                                    .build());
        };
    }
}
