package dev.calima.batch.export;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.ledger.LeaseLostException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Publishes one year at each call: its files lie in the exports area before the transaction of the call names them. What is cut off
 * in between is made again. Made anew for each run.
 */
final class ExportTasklet implements Tasklet {

    private final YearPublisher publisher;
    private final ExportFileWriter manifest;
    private final Lease lease;
    private final Progress progress;
    private final StopSignal stop;
    private final Deque<ExportYear> due;
    private long years;
    private long rows;
    private long bytes;

    ExportTasklet(
            YearPublisher publisher,
            ExportFileWriter manifest,
            Lease lease,
            Progress progress,
            StopSignal stop,
            List<ExportYear> due) {
        this.publisher = publisher;
        this.manifest = manifest;
        this.lease = lease;
        this.progress = progress;
        this.stop = stop;
        this.due = new ArrayDeque<>(due);
    }

    long years() {
        return years;
    }

    long rows() {
        return rows;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException, SQLException {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        if (lease.isLost()) {
            throw new LeaseLostException("the connection that keeps the right to publish is gone; start it again");
        }
        if (due.isEmpty()) {
            return RepeatStatus.FINISHED;
        }
        List<PublishedFile> files = publisher.publish(due.getFirst());
        manifest.holdLease(ExportJob.NAME, lease.epoch());
        contribution.incrementWriteCount(files.size());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                due.removeFirst();
                years += files.isEmpty() ? 0 : 1;
                rows += files.isEmpty() ? 0 : files.getFirst().rows();
                bytes += files.stream().mapToLong(PublishedFile::bytes).sum();
                progress.advance(1);
            }
        });
        return RepeatStatus.CONTINUABLE;
    }
}
