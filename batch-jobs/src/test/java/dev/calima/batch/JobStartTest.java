package dev.calima.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;

class JobStartTest {

    @TempDir
    Path home;

    /** That every step comes from the factory is ArchitectureTest's; that it makes none without transactions is seen here. */
    @Test
    void aStepIsTransactionalInTheDatabaseOrIsNotMade() {
        try (BatchTestContext batch =
                BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, home)) {
            StepFactory steps = batch.get(StepFactory.class);
            Tasklet nothing = (contribution, context) -> RepeatStatus.FINISHED;
            assertThatThrownBy(() -> steps.step("s", nothing, new ResourcelessTransactionManager()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("ResourcelessTransactionManager");
            assertThatThrownBy(() -> steps.patientStep("s", nothing, new ResourcelessTransactionManager()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatAProcessLeftBetweenTheInstanceAndItsFirstExecutionCanBeStarted() throws Exception {
        JobParameters parameters =
                new JobParametersBuilder().addString("feed", "x").toJobParameters();
        try (BatchTestContext batch =
                BatchTestContext.start(TestDatabase.create(), BatchTestContext.SHIPPED_CONFIG, home)) {
            batch.get(JobRepository.class).createJobInstance("a-job", parameters);
            JobStart.Part nothing = new JobStart.Part("nothing", (contribution, context) -> RepeatStatus.FINISHED);
            assertThat(batch.get(JobStart.class).run("a-job", parameters, List.of(nothing)))
                    .isEqualTo(BatchStatus.COMPLETED);
        }
    }
}
