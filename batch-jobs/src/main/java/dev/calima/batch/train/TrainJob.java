package dev.calima.batch.train;

import dev.calima.batch.StepFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;

/** The job that learns a model for each series. */
@Configuration(proxyBeanMethods = false)
class TrainJob {

    /** Name of the job and its bean. */
    static final String NAME = "forecast-train";

    /**
     * The step's own transaction writes nothing but the step's status: each series is a transaction of the trainer's on the
     * thread that learnt it, so that hours of arithmetic hold no transaction open.
     */
    @Bean(NAME)
    Job forecastTrain(StepFactory steps, FitTasklet fit, PlatformTransactionManager transactions) {
        return steps.job(NAME).start(steps.step("train.fit", fit, transactions)).build();
    }
}
