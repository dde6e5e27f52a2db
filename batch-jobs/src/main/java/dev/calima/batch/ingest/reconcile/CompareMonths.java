package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Compares one month of the files at each call and keeps what it finds, in the one transaction of the call. The months that
 * an earlier run of the same comparison has done are not done again.
 */
final class CompareMonths implements Tasklet {

    private final ReconcileSession session;
    private final ReconciliationReader reader;
    private final ReconciliationWriter writer;
    private final Progress progress;
    private final StopSignal stop;
    private @Nullable Deque<YearMonth> waiting;

    CompareMonths(
            ReconcileSession session,
            ReconciliationReader reader,
            ReconciliationWriter writer,
            Progress progress,
            StopSignal stop) {
        this.session = session;
        this.reader = reader;
        this.writer = writer;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        if (stop.isGiven()) {
            contribution.getStepExecution().setTerminateOnly();
            return RepeatStatus.CONTINUABLE;
        }
        session.fence(writer);
        Deque<YearMonth> months = waiting();
        @Nullable YearMonth month = months.pollFirst();
        if (month == null) {
            writer.end(session.reconciliationId());
            return RepeatStatus.FINISHED;
        }
        writer.write(session.reconciliationId(), month, compare(month));
        contribution.incrementWriteCount(1);
        progress.advance(1);
        return RepeatStatus.CONTINUABLE;
    }

    private Deque<YearMonth> waiting() {
        Deque<YearMonth> months = waiting;
        if (months == null) {
            Set<LocalDate> done = reader.monthsDone(session.reconciliationId());
            months = new ArrayDeque<>(session.months());
            months.removeIf(month -> done.contains(month.atDay(1)));
            progress.begin(
                    "compare " + session.check().name(),
                    "months",
                    session.months().size() - (long) months.size(),
                    session.months().size());
            waiting = months;
        }
        return months;
    }

    private MonthComparison compare(YearMonth month) {
        List<PublishedDay> published = reader.published(session.check().name(), month);
        Set<Short> parameters =
                published.stream().map(PublishedDay::parameterId).collect(Collectors.toSet());
        Map<PublishedDay.Key, OurMean> ours = reader.ours(
                session.network().code(),
                parameters,
                month,
                new LocalDays(month, session.network().zone()));
        return new MonthComparison(published, ours, session.check().leastHours());
    }
}
