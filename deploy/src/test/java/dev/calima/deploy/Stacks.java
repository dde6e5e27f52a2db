package dev.calima.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** The templates of both stages, made once. */
final class Stacks {

    static final Map<String, Object> PROD = Map.of(
            "stage", "prod", "alertEmail", "team@example.org", "operatorAddresses", "203.0.113.0/24, 198.51.100.7/32");

    private static final Path READ_API = Path.of("src/test/resources/read-api.yaml");
    private static final Path OPERATOR_API = Path.of("../batch-jobs/src/main/resources/openapi/ops-v1.yaml");

    private static Template dev;
    private static Template prod;

    private Stacks() {}

    static synchronized Template dev() {
        if (dev == null) {
            dev = template(Map.of());
        }
        return dev;
    }

    static synchronized Template prod() {
        if (prod == null) {
            prod = template(PROD);
        }
        return prod;
    }

    static ApiDocuments documents() {
        return ApiDocuments.read(READ_API, OPERATOR_API);
    }

    private static Template template(Map<String, Object> context) {
        Assumptions.assumeTrue(hasNode(), "the CDK works on Node.js, and there is no node on the PATH");
        try {
            StageSettings settings = StageSettings.of(key -> context.getOrDefault(key, ""));
            Images images = (scope, application) ->
                    ContainerImage.fromRegistry("registry.example.org/calima/" + application.target() + ":1");
            return Template.fromStack(new CalimaStack(
                    new App(),
                    settings,
                    documents(),
                    images,
                    StackProps.builder().build()));
        } catch (StageSettingsException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
