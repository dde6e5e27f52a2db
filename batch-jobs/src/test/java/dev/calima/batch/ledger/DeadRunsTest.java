package dev.calima.batch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.dao.OptimisticLockingFailureException;

/** What others have ended for a worker that slept stays ended when it wakes. */
class DeadRunsTest {

    @TempDir
    Path folder;

    @Test
    void aWorkerThatWakesDoesNotOpenItsExecutionAgain() {
        TestDatabase database = TestDatabase.create();
        try (BatchTestContext process = BatchTestContext.start(database, BatchTestContext.SHIPPED_CONFIG, folder)) {
            JobRepository repository = process.get(JobRepository.class);
            JobParameters none = new JobParameters();
            JobInstance instance = repository.createJobInstance("sleeper", none);
            JobExecution execution = repository.createJobExecution(instance, none, new ExecutionContext());
            execution.setStatus(BatchStatus.STARTED);
            repository.update(execution);
            StepExecution step = repository.createStepExecution("sleep", execution);
            step.setStatus(BatchStatus.STARTED);
            repository.update(step);

            process.get(DeadRuns.class).bury(execution.getId());

            execution.setStatus(BatchStatus.UNKNOWN);
            assertThatThrownBy(() -> repository.update(execution))
                    .isInstanceOf(OptimisticLockingFailureException.class);
            step.setStatus(BatchStatus.STOPPING);
            assertThatThrownBy(() -> repository.update(step)).isInstanceOf(OptimisticLockingFailureException.class);
            assertThat(database.value(
                            "SELECT string_agg(e.status || ' ' || s.status, ',') FROM batch.batch_job_execution e"
                                    + " JOIN batch.batch_step_execution s USING (job_execution_id)"))
                    .isEqualTo("FAILED FAILED");
        }
    }
}
