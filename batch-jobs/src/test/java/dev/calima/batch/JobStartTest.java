package dev.calima.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

class JobStartTest {

    @TempDir
    Path home;

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
