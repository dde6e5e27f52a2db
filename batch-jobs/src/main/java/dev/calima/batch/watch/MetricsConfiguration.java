package dev.calima.batch.watch;

import dev.calima.batch.ingest.fetch.CloudSettings;
import dev.calima.batch.ingest.fetch.StorageSettings;
import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClientBuilder;

/**
 * Where metrics are kept: for Prometheus in the process that serves, and in CloudWatch where a namespace is set. Wired by hand:
 * no endpoint of Spring Boot's own is opened, and a command that serves nothing pays for nothing.
 */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    @ConditionalOnWebApplication
    PrometheusMeterRegistry prometheusRegistry() {
        return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    }

    /** All registries as one; the times of jobs and steps go to them. */
    @Bean
    @Primary
    MeterRegistry meterRegistry(
            ObservationRegistry observations,
            StorageSettings storage,
            ObjectProvider<PrometheusMeterRegistry> prometheus) {
        CompositeMeterRegistry all = new CompositeMeterRegistry();
        prometheus.ifAvailable(all::add);
        if (storage.cloud().namespace() != null) {
            all.add(cloudWatch(storage));
        }
        if (!all.getRegistries().isEmpty()) {
            observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(all));
        }
        return all;
    }

    private static CloudWatchMeterRegistry cloudWatch(StorageSettings storage) {
        CloudSettings cloud = storage.cloud();
        CloudWatchAsyncClientBuilder client = CloudWatchAsyncClient.builder()
                .region(Region.of(Objects.requireNonNull(storage.region(), "checked with the settings")));
        if (cloud.cloudWatchEndpoint() != null) {
            client.endpointOverride(cloud.cloudWatchEndpoint());
        }
        Map<String, String> settings = Map.of(
                "cloudwatch.namespace",
                Objects.requireNonNull(cloud.namespace()),
                "cloudwatch.step",
                Duration.ofSeconds(cloud.stepSeconds()).toString());
        CloudWatchConfig config = new CloudWatchConfig() {
            @Override
            public @Nullable String get(String key) {
                return settings.get(key);
            }
        };
        return new CloudWatchMeterRegistry(config, Clock.SYSTEM, client.build());
    }
}
