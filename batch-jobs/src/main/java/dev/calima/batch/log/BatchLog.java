package dev.calima.batch.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.stereotype.Component;

/** Says of every line that a job or step of Spring Batch writes which one it is. Thread-safe. */
@Component
public final class BatchLog implements JobExecutionListener, StepExecutionListener {

    private static final Logger LOG = LoggerFactory.getLogger(BatchLog.class);

    private final ThreadLocal<Deque<LogContext>> open = ThreadLocal.withInitial(ArrayDeque::new);

    @Override
    public void beforeJob(JobExecution execution) {
        Map<String, @Nullable Object> about = new HashMap<>();
        about.put(LogContext.JOB, execution.getJobInstance().getJobName());
        about.put(LogContext.EXECUTION, execution.getId());
        about.put(LogContext.FEED, execution.getJobParameters().getString("feed"));
        push(about);
        LOG.info("job begins: {}", execution.getJobParameters());
    }

    @Override
    public void afterJob(JobExecution execution) {
        LOG.info("job ended {}", execution.getStatus());
        pop();
    }

    @Override
    public void beforeStep(StepExecution step) {
        Map<String, @Nullable Object> about = new HashMap<>();
        about.put(LogContext.JOB, step.getJobExecution().getJobInstance().getJobName());
        about.put(LogContext.EXECUTION, step.getJobExecutionId());
        about.put(LogContext.STEP, step.getStepName());
        push(about);
        LOG.info("step begins");
    }

    @Override
    public @Nullable ExitStatus afterStep(StepExecution step) {
        LOG.info(
                "step ended {}: {} read, {} written, {} left out, {} transactions, {} rolled back",
                step.getStatus(),
                step.getReadCount(),
                step.getWriteCount(),
                step.getFilterCount(),
                step.getCommitCount(),
                step.getRollbackCount());
        step.getFailureExceptions().forEach(failure -> LOG.error("step failed", failure));
        pop();
        return null;
    }

    private void push(Map<String, @Nullable Object> about) {
        open.get().push(LogContext.open(about));
    }

    private void pop() {
        @Nullable LogContext last = open.get().poll();
        if (last != null) {
            last.close();
        }
    }
}
