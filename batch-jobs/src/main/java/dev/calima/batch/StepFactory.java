package dev.calima.batch;

import dev.calima.batch.log.BatchLog;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.core.step.builder.TaskletStepBuilder;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Makes every step, so that none is without a real transaction manager: Spring Batch's own default takes none and says
 * so to nobody. Each call of the tasklet is one transaction.
 */
@Component
public class StepFactory {

    private final JobRepository repository;
    private final BatchLog log;
    private final ObservationRegistry observations;

    StepFactory(JobRepository repository, BatchLog log, ObservationRegistry observations) {
        this.repository = repository;
        this.log = log;
        this.observations = observations;
    }

    /** The beginning of a job of this name, whose lines of log and times say which it is. */
    public JobBuilder job(String name) {
        return new JobBuilder(name, repository).listener(log).observationRegistry(observations);
    }

    /** A step that calls {@code tasklet} until it is finished, each call in a transaction of its own. */
    public Step step(String name, Tasklet tasklet, PlatformTransactionManager transactions) {
        return begin(name, tasklet, transactions).build();
    }

    /**
     * A step as {@link #step} makes one, for a tasklet that may be called again after its transaction was rolled back: what passes
     * ({@link PassingTrouble}) is tried again.
     */
    public Step patientStep(String name, Tasklet tasklet, PlatformTransactionManager transactions) {
        PassingTrouble patient = new PassingTrouble(tasklet);
        return begin(name, patient, transactions).exceptionHandler(patient).build();
    }

    private TaskletStepBuilder begin(String name, Tasklet tasklet, PlatformTransactionManager transactions) {
        if (!(transactions instanceof JdbcTransactionManager)) {
            throw new IllegalArgumentException("step " + name + " must be transactional in the database, but is given "
                    + transactions.getClass().getSimpleName());
        }
        return new StepBuilder(name, repository)
                .tasklet(tasklet, transactions)
                .listener(log)
                .observationRegistry(observations)
                .allowStartIfComplete(true); // what is done is known from our own tables, not from the step's status
    }
}
