package dev.calima.batch.export;

import dev.calima.batch.StopSignal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** Takes files away that were replaced a while ago, some at each call: first the bytes, then the row. Made anew for each run. */
final class ReplacedTasklet implements Tasklet {

    private static final int FILES = 100;

    private final ExportFileWriter manifest;
    private final ExportStore store;
    private final Instant before;
    private final StopSignal stop;
    private long removed;

    ReplacedTasklet(ExportFileWriter manifest, ExportStore store, Instant before, StopSignal stop) {
        this.manifest = manifest;
        this.store = store;
        this.before = before;
        this.stop = stop;
    }

    long removed() {
        return removed;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws IOException {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        List<ExportFileWriter.Replaced> files = manifest.replaced(before, store, FILES);
        for (ExportFileWriter.Replaced file : files) {
            store.delete(file.key());
            manifest.forget(file);
        }
        removed += files.size();
        return files.isEmpty() ? RepeatStatus.FINISHED : RepeatStatus.CONTINUABLE;
    }
}
