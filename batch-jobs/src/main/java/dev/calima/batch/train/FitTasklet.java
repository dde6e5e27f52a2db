package dev.calima.batch.train;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedSeries;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Learns every series that has no row in the run yet. Which those are is asked of the database alone, so a run that was
 * stopped, failed or killed goes on where it was. Made anew for each run.
 */
final class FitTasklet implements Tasklet {

    private static final Logger LOG = LoggerFactory.getLogger(FitTasklet.class);

    private final TrainingPlan plan;
    private final HistoryReader histories;
    private final TrainingRunQueries runs;
    private final ModelWriter models;
    private final Progress progress;
    private final StopSignal stop;
    private final SeriesTrainer trainer = SeriesTrainer.standard();

    FitTasklet(
            TrainingPlan plan,
            HistoryReader histories,
            TrainingRunQueries runs,
            ModelWriter models,
            Progress progress,
            StopSignal stop) {
        this.plan = plan;
        this.histories = histories;
        this.runs = runs;
        this.models = models;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) throws InterruptedException {
        JobParameters parameters = contribution.getStepExecution().getJobParameters();
        TrainingRun run = new TrainingRun(
                Objects.requireNonNull(parameters.getLong(TrainLauncher.RUN)),
                Objects.requireNonNull(parameters.getLong(TrainLauncher.EPOCH)));
        Set<Integer> done = runs.seriesDone(run.id());
        List<TrainingSeries> left = plan.series().stream()
                .filter(one -> !done.contains(one.seriesId()))
                .toList();
        progress.begin("train", "series", done.size(), done.size() + left.size());
        FitCrew crew = new FitCrew(one -> fit(run, one), stop);
        boolean finished = crew.work(left);
        contribution.incrementWriteCount(crew.done());
        if (finished) {
            models.finish(run);
        } else {
            contribution.getStepExecution().setTerminateOnly();
        }
        return RepeatStatus.FINISHED;
    }

    private void fit(TrainingRun run, TrainingSeries one) {
        Material all = histories.history(one.seriesId());
        TrainingProfile profile = plan.profileFor(one, all.hours());
        Material newest = all.newest(profile.maxHistoryDays()); // what the trainer uses, so that this is recorded
        switch (trainer.train(newest.hours(), profile)) {
            case TrainedSeries.Trained trained -> {
                models.save(run, Learnt.of(one.seriesId(), plan.definition(), newest, trained));
                LOG.info("{}: {} {}", one.label(), trained.algorithm(), trained.notes());
            }
            case TrainedSeries.Refused refused -> {
                models.save(run, one.seriesId(), refused);
                LOG.warn("{}: refused, {}", one.label(), refused.reason());
            }
        }
        progress.advance(1);
    }
}
