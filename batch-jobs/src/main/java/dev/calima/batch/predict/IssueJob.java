package dev.calima.batch.predict;

import dev.calima.batch.StepFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The job that issues a network's forecasts from one origin. */
@Configuration(proxyBeanMethods = false)
class IssueJob {

    /** Name of the job and its bean. */
    static final String NAME = "forecast-issue";

    /** The step's own transaction writes nothing but the step's status: forecasts are stored in the trainer's. */
    @Bean(NAME)
    Job forecastIssue(StepFactory steps, IssueTasklet issue, PlatformTransactionManager transactions) {
        return steps.job(NAME)
                .start(steps.step("predict.issue", issue, transactions))
                .build();
    }
}
