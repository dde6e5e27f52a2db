package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.ingest.feed.NotThisFormatException;
import dev.calima.batch.ingest.feed.Source;
import dev.calima.batch.ingest.fetch.LandedFile;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Reads one file of published means at each call and keeps what it says, in the one transaction of the call. A run that
 * goes on reads all files once more: they are small, and what is there already is not written again.
 */
final class ReadPublished implements Tasklet {

    private final ReconcileSession session;
    private final ReconciliationWriter writer;
    private final Progress progress;
    private final StopSignal stop;
    private int next;

    ReadPublished(ReconcileSession session, ReconciliationWriter writer, Progress progress, StopSignal stop) {
        this.session = session;
        this.writer = writer;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        session.fence(writer);
        if (next == session.files().size()) {
            writer.endLoad(session.loadId(), next);
            return RepeatStatus.FINISHED;
        }
        LandedFile landed = session.files().get(next);
        @Nullable String problem = landed.problem();
        if (problem == null) {
            try (InputStream in = landed.content().open()) {
                PublishedFile file = PublishedFile.read(
                        new Source(landed.name(), in, Instant.EPOCH, landed.context()), session.known());
                contribution.incrementWriteCount(writer.write(session.check().name(), session.loadId(), next, file));
                session.months().addAll(file.months());
            } catch (NotThisFormatException e) {
                problem = e.getMessage();
            }
        }
        if (problem != null) {
            writer.refuse(session.loadId(), next, problem);
        }
        next++;
        progress.advance(1);
        return RepeatStatus.CONTINUABLE;
    }
}
