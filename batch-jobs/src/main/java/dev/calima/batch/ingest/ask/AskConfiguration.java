package dev.calima.batch.ingest.ask;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.ingest.fetch.StorageSettings;
import dev.calima.batch.ingest.http.HttpFiles;
import dev.calima.batch.ingest.http.HttpHosts;
import dev.calima.batch.ingest.http.HttpLimits;
import dev.calima.batch.ingest.http.HttpSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Whom the process may ask over HTTP, and with which keys. */
@Configuration(proxyBeanMethods = false)
class AskConfiguration {

    /** Hosts beside those of the feeds' sources. */
    private static final String HOSTS = "CALIMA_HTTP_HOSTS";

    @Bean
    @ConditionalOnMissingBean
    Secrets secrets() {
        return new Secrets(System.getenv());
    }

    @Bean
    @ConditionalOnMissingBean
    HttpLimits httpLimits() {
        return HttpLimits.USUAL;
    }

    @Bean
    HttpSource httpSource(JobsConfig config, Secrets secrets, HttpLimits limits) {
        return new HttpSource(
                HttpHosts.of(
                        config.feeds().values().stream()
                                .map(FeedDefinition::source)
                                .filter(Objects::nonNull)
                                .map(SourceDefinition::address)
                                .map(Object::toString)
                                .toList(),
                        secrets.value(HOSTS)),
                limits);
    }

    @Bean
    @Order(2)
    HttpFiles httpFiles(HttpSource source, StorageSettings storage) {
        return new HttpFiles(source, storage.folder().resolveSibling("receiving"));
    }
}
