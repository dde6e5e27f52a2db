package dev.calima.batch.ingest.fetch;

import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

/** Which landing area it is. */
@Configuration(proxyBeanMethods = false)
class LandingConfiguration {

    @Bean
    LandingArea landingArea(StorageSettings settings, ObjectProvider<S3Client> client, Clock clock) {
        return settings.landing() == null
                ? new FolderLandingArea(settings.folder(), clock)
                : new BucketLandingArea(settings.folder(), settings.landing(), client::getObject, clock);
    }
}
