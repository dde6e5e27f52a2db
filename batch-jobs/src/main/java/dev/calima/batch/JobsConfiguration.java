package dev.calima.batch;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.WorkerPools;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that are the same for every job and no database's: the clock. {@link JobsConfig} is registered at the start. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    /** What times are measured with; whoever keeps them registers with it. */
    @Bean
    ObservationRegistry observationRegistry() {
        return ObservationRegistry.create();
    }

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    @ConditionalOnMissingBean
    WorkerPools workerPools() {
        return WorkerPools.USUAL;
    }
}
