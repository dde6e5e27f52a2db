package dev.calima.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.StackProps;

/**
 * Writes the cloud assembly of one stage; {@code ./calima deploy} starts it, itself or by way of the CDK's command line.
 *
 * <p>The settings come from the context ({@code -c stage=prod -c alertEmail=...}), account and region from the CDK's environment.
 */
public final class DeployApp {

    private DeployApp() {}

    /**
     * Synthesizes the stack.
     *
     * @param args the read API's executable jar, which is asked for its OpenAPI document; the document of the operator API; and the
     *     folder that the images are built from
     */
    public static void main(String[] args) throws Exception {
        if (args.length != 3) {
            System.err.println("usage: DeployApp READ-API-JAR OPERATOR-API-DOCUMENT IMAGE-FOLDER");
            System.exit(2);
        }
        App app = new App();
        StageSettings settings;
        try {
            settings = StageSettings.of(context(app));
        } catch (StageSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        new CalimaStack(
                app,
                settings,
                ApiDocuments.read(ReadApiDocument.ask(Path.of(args[0])), Path.of(args[1])),
                Images.builtFrom(Path.of(args[2])),
                StackProps.builder().env(environment(System.getenv())).build());
        app.synth();
    }

    private static Function<String, Object> context(App app) {
        return key -> {
            Object value = app.getNode().tryGetContext(key);
            return value == null ? "" : value;
        };
    }

    /** Without a region (offline) the template is good for every account and region. */
    private static Environment environment(Map<String, String> variables) {
        Environment.Builder environment = Environment.builder();
        for (String key : List.of("CDK_DEFAULT_ACCOUNT", "CDK_DEFAULT_REGION")) {
            String value = variables.get(key);
            if (value != null && !value.isEmpty()) {
                if (key.endsWith("ACCOUNT")) {
                    environment.account(value);
                } else {
                    environment.region(value);
                }
            }
        }
        return environment.build();
    }
}
