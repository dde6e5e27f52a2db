package dev.calima.batch.trial;

import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.run.RunRequests;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** Trials that a command of this machine's account asks for; the operator API has beans of its own. */
@Configuration(proxyBeanMethods = false)
class TrialConfiguration {

    @Bean
    TrialReader trialReader(DSLContext dsl) {
        return new TrialReader(dsl);
    }

    @Bean
    TrialDesk trialDesk(
            TrainingProfiles profiles, DSLContext dsl, RunRequests requests, PlatformTransactionManager transactions) {
        return new TrialDesk(profiles, dsl, requests, transactions);
    }
}
