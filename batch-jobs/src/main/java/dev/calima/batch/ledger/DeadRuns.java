package dev.calima.batch.ledger;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobInstance;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes what a dead run left restartable. Spring Batch takes an execution that never ended for a running one for ever,
 * and refuses one that ended UNKNOWN; both are made FAILED. To be called by the holder of the job's {@link Lease} only,
 * who thereby knows that no such run lives; it is safe because rows and position are committed together.
 */
@Component
public class DeadRuns {

    private static final String OPEN = "status IN ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN')";

    private final JdbcClient jdbc;
    private final JobRepository repository;

    DeadRuns(JdbcClient jdbc, JobRepository repository) {
        this.jdbc = jdbc;
        this.repository = repository;
    }

    /**
     * Takes away the instance of a job that was made for these parameters and never begun: Spring Batch commits the instance before
     * its first execution, and refuses for ever to start one that a process left between the two.
     */
    public void forgetUnbegun(String jobName, JobParameters parameters) {
        @Nullable JobInstance instance = repository.getJobInstance(jobName, parameters);
        if (instance != null && repository.getLastJobExecution(instance) == null) {
            repository.deleteJobInstance(instance);
        }
    }

    /**
     * Ends every open execution of a job that has this identifying parameter.
     *
     * @return how many job executions were ended
     */
    @Transactional
    public int bury(String jobName, String parameter, String value) {
        String executions = """
                SELECT e.job_execution_id FROM batch.batch_job_execution e
                JOIN batch.batch_job_instance i USING (job_instance_id)
                JOIN batch.batch_job_execution_params p USING (job_execution_id)
                WHERE i.job_name = :job AND p.parameter_name = :parameter AND p.parameter_value = :value
                """;
        String end = """
                SET status = 'FAILED', exit_code = 'FAILED', end_time = coalesce(end_time, localtimestamp), version = version + 1,
                    exit_message = 'ended by a later run: its process had died'
                """;
        jdbc.sql("UPDATE batch.batch_step_execution " + end + " WHERE " + OPEN + " AND job_execution_id IN ("
                        + executions + ")")
                .param("job", jobName)
                .param("parameter", parameter)
                .param("value", value)
                .update();
        return jdbc.sql("UPDATE batch.batch_job_execution " + end + " WHERE " + OPEN + " AND job_execution_id IN ("
                        + executions + ")")
                .param("job", jobName)
                .param("parameter", parameter)
                .param("value", value)
                .update();
    }

    /** Ends one job execution and its steps, when it is still open: its worker is dead. */
    @Transactional
    public void bury(long jobExecutionId) {
        String end = """
                SET status = 'FAILED', exit_code = 'FAILED', end_time = coalesce(end_time, localtimestamp), version = version + 1,
                    exit_message = 'ended by the supervisor: its process had died'
                """;
        for (String table : new String[] {"batch.batch_step_execution", "batch.batch_job_execution"}) {
            jdbc.sql("UPDATE " + table + " " + end + " WHERE " + OPEN + " AND job_execution_id = :id")
                    .param("id", jobExecutionId)
                    .update();
        }
    }
}
