package dev.calima.batch;

import dev.calima.batch.ledger.DeadRuns;
import dev.calima.batch.ledger.LeaseLostException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.SimpleJobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs a job made for one occasion, step by step, and says how it ended. Thread-safe. */
@Component
public class JobStart {

    private final JobOperator operator;
    private final StepFactory steps;
    private final PlatformTransactionManager transactions;
    private final DeadRuns deadRuns;

    JobStart(JobOperator operator, StepFactory steps, PlatformTransactionManager transactions, DeadRuns deadRuns) {
        this.deadRuns = deadRuns;
        this.operator = operator;
        this.steps = steps;
        this.transactions = transactions;
    }

    /**
     * A step.
     *
     * @param name what it is called in the job tables
     * @param tasklet what it does in the loader's transactions
     * @param patient whether it may be called again after its transaction was rolled back, and so is where the reason passes
     */
    public record Part(String name, Tasklet tasklet, boolean patient) {

        /** A step that fails with its first failure. */
        public Part(String name, Tasklet tasklet) {
            this(name, tasklet, false);
        }
    }

    /** A job that could not be started, or ended badly. The message is the reason alone, for the caller to put in a sentence. */
    public static final class JobFailedException extends Exception {

        private static final long serialVersionUID = 1L;

        private JobFailedException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    /**
     * Runs the parts in their order.
     *
     * @param control is told which execution it is
     * @return COMPLETED, or STOPPED as it was told to
     * @throws JobFailedException with the first failure as its cause, if there was one
     */
    public BatchStatus run(String job, JobParameters parameters, Control control, List<Part> parts)
            throws JobFailedException {
        return ended(execute(job, parameters, control, parts));
    }

    /** As {@link #run(String, JobParameters, Control, List)}, with nobody who steers it. */
    public BatchStatus run(String job, JobParameters parameters, List<Part> parts) throws JobFailedException {
        return run(job, parameters, new Control(new Progress(), new StopSignal()), parts);
    }

    /**
     * The same, whatever its end.
     *
     * @throws JobExecutionException when it could not be started
     */
    private JobExecution launch(String job, JobParameters parameters, Control control, List<Part> parts)
            throws JobExecutionException {
        SimpleJobBuilder builder = steps.job(job)
                .listener(new JobExecutionListener() {
                    @Override
                    public void beforeJob(JobExecution execution) {
                        control.executing(execution.getId());
                    }
                })
                .start(step(parts.getFirst()));
        for (Part part : parts.subList(1, parts.size())) {
            builder = builder.next(step(part));
        }
        return operator.start(builder.build(), parameters);
    }

    /**
     * Runs the parts in their order.
     *
     * @return the execution, however it ended
     * @throws JobFailedException when it could not be started
     */
    public JobExecution execute(String job, JobParameters parameters, Control control, List<Part> parts)
            throws JobFailedException {
        try {
            deadRuns.forgetUnbegun(job, parameters);
            return launch(job, parameters, control, parts);
        } catch (JobExecutionException e) {
            throw new JobFailedException("it could not be started: " + e.getMessage(), e);
        }
    }

    /**
     * How an execution ended: COMPLETED, or STOPPED as it was told to. One of which nobody knows how it ended has lost the
     * database: what Spring Batch calls UNKNOWN is the failure to write its own end.
     *
     * @throws JobFailedException with the first failure as its cause, if there was one
     */
    public static BatchStatus ended(JobExecution execution) throws JobFailedException {
        BatchStatus status = execution.getStatus();
        if (status == BatchStatus.COMPLETED || status == BatchStatus.STOPPED) {
            return status;
        }
        List<Throwable> failures = execution.getAllFailureExceptions();
        if (!failures.isEmpty()) {
            Throwable first = told(failures.getFirst());
            throw new JobFailedException(String.valueOf(first.getMessage()), first);
        }
        String reason = "the job ended " + status;
        throw new JobFailedException(
                reason, status == BatchStatus.UNKNOWN ? new SQLTransientConnectionException(reason) : null);
    }

    private Step step(Part part) {
        return part.patient()
                ? steps.patientStep(part.name(), part.tasklet(), transactions)
                : steps.step(part.name(), part.tasklet(), transactions);
    }

    /**
     * When the connection breaks while a commit is answered, Spring Batch finds its own row moved on. What was committed stays,
     * and whoever starts again goes on from there.
     */
    private static Throwable told(Throwable failure) {
        if (failure instanceof OptimisticLockingFailureException) {
            LeaseLostException lost = new LeaseLostException("the connection broke while a commit was answered");
            lost.addSuppressed(failure);
            return lost;
        }
        return failure;
    }
}
