package dev.calima.batch.ingest.fetch;

import dev.calima.batch.config.S3Address;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where received bytes are kept, and what of AWS may be used. Without buckets and queue nothing of AWS is even started.
 *
 * @param folder the landing area, or, when that is a bucket, where files lie until they are loaded
 * @param landing the landing area in a bucket; null when it is {@code folder}
 * @param exports the exports area in a bucket; null when it is {@link #exportsFolder()}
 * @param buckets buckets that may be read
 * @param queue name of the queue that tells of new objects; null for none
 * @param region region of AWS; null when nothing of it is used
 * @param s3Endpoint another S3 than AWS's; null for AWS's
 * @param pathStyle whether the bucket stands in the path, as other S3s want it, and not in the host name
 * @param sqsEndpoint another SQS than AWS's; null for AWS's
 * @param cloud where the operation tells of itself in AWS
 */
public record StorageSettings(
        Path folder,
        @Nullable S3Address landing,
        @Nullable S3Address exports,
        Set<String> buckets,
        @Nullable String queue,
        @Nullable String region,
        @Nullable URI s3Endpoint,
        boolean pathStyle,
        @Nullable URI sqsEndpoint,
        CloudSettings cloud) {

    private static final Pattern QUEUE = Pattern.compile("[A-Za-z0-9_-]{1,80}(\\.fifo)?");

    public StorageSettings {
        buckets = Collections.unmodifiableSet(new TreeSet<>(buckets));
    }

    /** As the canonical one, with the exports area in a folder, and nothing is told to AWS. */
    public StorageSettings(
            Path folder,
            @Nullable S3Address landing,
            Set<String> buckets,
            @Nullable String queue,
            @Nullable String region,
            @Nullable URI s3Endpoint,
            boolean pathStyle,
            @Nullable URI sqsEndpoint) {
        this(folder, landing, null, buckets, queue, region, s3Endpoint, pathStyle, sqsEndpoint, CloudSettings.NONE);
    }

    /** Everything on this machine. */
    public static StorageSettings inFolder(Path folder) {
        return new StorageSettings(folder, null, Set.of(), null, null, null, false, null);
    }

    /**
     * Reads the environment.
     *
     * @param home folder of everything that Calima keeps on this machine
     * @param problems takes every problem, with what to do
     */
    public static StorageSettings of(Path home, Map<String, String> environment, Consumer<String> problems) {
        Set<String> buckets = buckets(environment, problems);
        @Nullable S3Address landing = place(environment, "CALIMA_LANDING", problems);
        @Nullable S3Address exports = place(environment, "CALIMA_EXPORTS", problems);
        @Nullable String queue = text(environment, "CALIMA_SQS_QUEUE");
        if (queue != null && !QUEUE.matcher(queue).matches()) {
            problems.accept("CALIMA_SQS_QUEUE must be the name of a queue, not an address, but is " + queue);
        }
        if (queue != null && buckets.isEmpty()) {
            problems.accept("CALIMA_SQS_QUEUE is set but CALIMA_S3_BUCKETS is not: name the buckets that it tells of");
        }
        @Nullable String region = text(environment, "AWS_REGION");
        CloudSettings cloud = CloudSettings.of(environment, problems);
        boolean aws =
                !buckets.isEmpty() || landing != null || exports != null || queue != null || cloud.namespace() != null;
        if (aws && region == null) {
            problems.accept(
                    "S3, SQS or CloudWatch is to be used but AWS_REGION is not set: name the region, such as eu-west-1");
        }
        return new StorageSettings(
                landing == null ? home.resolve("landing") : home.resolve("landing-spool"),
                landing,
                exports,
                buckets,
                queue,
                region,
                address(environment, "CALIMA_S3_ENDPOINT", problems),
                "true".equals(environment.get("CALIMA_S3_PATH_STYLE")),
                address(environment, "CALIMA_SQS_ENDPOINT", problems),
                cloud);
    }

    /** Whether S3 is used at all. */
    public boolean usesS3() {
        return !buckets.isEmpty() || landing != null || exports != null;
    }

    /** Folder of this machine for exports, beside the landing area. */
    public Path exportsFolder() {
        return folder.resolveSibling("exports");
    }

    private static Set<String> buckets(Map<String, String> environment, Consumer<String> problems) {
        Set<String> buckets = new TreeSet<>();
        for (String name : environment.getOrDefault("CALIMA_S3_BUCKETS", "").split(",")) {
            if (name.isBlank()) {
                continue;
            }
            if (S3Address.isBucket(name.strip())) {
                buckets.add(name.strip());
            } else {
                problems.accept(
                        "CALIMA_S3_BUCKETS must be names of buckets with commas between, but has " + name.strip());
            }
        }
        return buckets;
    }

    private static @Nullable S3Address place(
            Map<String, String> environment, String variable, Consumer<String> problems) {
        @Nullable String text = text(environment, variable);
        if (text == null) {
            return null;
        }
        Optional<S3Address> address = S3Address.parse(text);
        if (address.isEmpty()) {
            problems.accept(
                    variable + " must be s3://bucket/prefix, or not set for a folder in CALIMA_HOME, but is " + text);
        }
        return address.orElse(null);
    }

    static @Nullable URI address(Map<String, String> environment, String variable, Consumer<String> problems) {
        @Nullable String text = text(environment, variable);
        if (text == null) {
            return null;
        }
        if (text.matches("https?://[^\\s/]+(/\\S*)?")) {
            return URI.create(text);
        }
        problems.accept(variable + " must be an address such as https://host:9000, but is " + text);
        return null;
    }

    private static @Nullable String text(Map<String, String> environment, String variable) {
        String text = environment.getOrDefault(variable, "").strip();
        return text.isEmpty() ? null : text;
    }
}
