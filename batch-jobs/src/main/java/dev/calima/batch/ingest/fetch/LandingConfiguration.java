package dev.calima.batch.ingest.fetch;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Which landing area it is. */
@Configuration(proxyBeanMethods = false)
class LandingConfiguration {

    @Bean
    LandingArea landingArea(StorageSettings settings, Clock clock) {
        return new FolderLandingArea(settings.folder(), clock);
    }
}
