package dev.calima.batch.ingest.fetch;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the operation tells of itself in AWS.
 *
 * @param namespace namespace of the metrics in CloudWatch; null when none are sent
 * @param stepSeconds how often they are sent
 * @param cloudWatchEndpoint another CloudWatch than AWS's; null for AWS's
 * @param snsEndpoint another SNS than AWS's; null for AWS's
 */
public record CloudSettings(
        @Nullable String namespace,
        int stepSeconds,
        @Nullable URI cloudWatchEndpoint,
        @Nullable URI snsEndpoint) {

    /** Nothing is sent to CloudWatch. */
    public static final CloudSettings NONE = new CloudSettings(null, 60, null, null);

    private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/#-]{0,254}");
    private static final int MOST_STEP = 3600;

    static CloudSettings of(Map<String, String> environment, Consumer<String> problems) {
        String namespace =
                environment.getOrDefault("CALIMA_CLOUDWATCH_NAMESPACE", "").strip();
        if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) {
            problems.accept("CALIMA_CLOUDWATCH_NAMESPACE must be a name such as Calima, but is " + namespace);
        }
        return new CloudSettings(
                namespace.isEmpty() ? null : namespace,
                step(
                        environment
                                .getOrDefault("CALIMA_CLOUDWATCH_STEP_SECONDS", "")
                                .strip(),
                        problems),
                StorageSettings.address(environment, "CALIMA_CLOUDWATCH_ENDPOINT", problems),
                StorageSettings.address(environment, "CALIMA_SNS_ENDPOINT", problems));
    }

    private static int step(String text, Consumer<String> problems) {
        if (text.isEmpty()) {
            return NONE.stepSeconds();
        }
        if (text.matches("\\d{1,4}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_STEP) {
            return Integer.parseInt(text);
        }
        problems.accept("CALIMA_CLOUDWATCH_STEP_SECONDS must lie in 1..3600, but is " + text);
        return NONE.stepSeconds();
    }
}
