package dev.calima.batch;

import dev.calima.batch.ingest.fetch.StorageSettings;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.CredentialsProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.RegionProviderAutoConfiguration;
import io.awspring.cloud.autoconfigure.s3.S3AutoConfiguration;
import io.awspring.cloud.autoconfigure.sns.SnsAutoConfiguration;
import io.awspring.cloud.autoconfigure.sqs.SqsAutoConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How Spring Cloud AWS is told what may be used. What is not wanted is left out whole, so that it costs no time. */
final class AwsProperties {

    private static final String PREFIX = "spring.cloud.aws.";

    private AwsProperties() {}

    /** @param sns whether anybody is told by SNS */
    static Map<String, Object> of(StorageSettings storage, boolean sns) {
        Map<String, Object> properties = new HashMap<>();
        Stream<Class<?>> unwanted = Stream.of();
        if (!storage.usesS3() && storage.queue() == null && !sns) {
            unwanted = Stream.of(
                    AwsAutoConfiguration.class,
                    CredentialsProviderAutoConfiguration.class,
                    RegionProviderAutoConfiguration.class);
        }
        if (!storage.usesS3()) {
            unwanted = Stream.concat(unwanted, Stream.of(S3AutoConfiguration.class));
        }
        if (storage.queue() == null) {
            unwanted = Stream.concat(unwanted, Stream.of(SqsAutoConfiguration.class));
        }
        if (!sns) {
            unwanted = Stream.concat(unwanted, Stream.of(SnsAutoConfiguration.class));
        }
        properties.put(
                "spring.autoconfigure.exclude", unwanted.map(Class::getName).collect(Collectors.joining(",")));
        put(properties, "region.static", storage.region());
        put(properties, "s3.endpoint", storage.s3Endpoint());
        put(properties, "s3.path-style-access-enabled", storage.pathStyle());
        put(properties, "sqs.endpoint", storage.sqsEndpoint());
        put(properties, "sns.endpoint", storage.cloud().snsEndpoint());
        if (storage.queue() != null) {
            properties.put("calima.queue", storage.queue());
        }
        return properties;
    }

    private static void put(Map<String, Object> properties, String key, @Nullable Object value) {
        if (value != null) {
            properties.put(PREFIX + key, value.toString());
        }
    }
}
