package dev.calima.batch;

import dev.calima.batch.config.JobsConfig;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Beans that are the same for every job and no database's: the clock. {@link JobsConfig} is registered at the start. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }
}
