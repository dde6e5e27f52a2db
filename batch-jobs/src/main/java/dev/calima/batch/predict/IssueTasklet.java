package dev.calima.batch.predict;

import dev.calima.batch.Progress;
import dev.calima.batch.StopSignal;
import dev.calima.batch.observation.HourlyReader;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.store.ModelFormatException;
import dev.calima.forecasting.train.TrainedModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Asks every model of a network that has issued nothing from the origin yet, and stores the forecasts a chunk at a time.
 * Which those are is asked of the database alone, so a run that was stopped, failed or killed goes on where it was. The
 * step counts new forecasts as written and refusals as filtered. Made anew for each run.
 */
final class IssueTasklet implements Tasklet {

    private static final Logger LOG = LoggerFactory.getLogger(IssueTasklet.class);
    private static final int CHUNK = 25;
    /** Hours read beyond what a model asks for. */
    private static final int MARGIN_HOURS = 24;

    private final @Nullable Horizon horizon;
    private final ModelReader models;
    private final HourlyReader observations;
    private final ForecastWriter forecasts;
    private final Progress progress;
    private final StopSignal stop;

    /** @param horizon how far ahead; null for as far as each model reaches */
    IssueTasklet(
            @Nullable Horizon horizon,
            ModelReader models,
            HourlyReader observations,
            ForecastWriter forecasts,
            Progress progress,
            StopSignal stop) {
        this.horizon = horizon;
        this.models = models;
        this.observations = observations;
        this.forecasts = forecasts;
        this.progress = progress;
        this.stop = stop;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        JobParameters parameters = contribution.getStepExecution().getJobParameters();
        String network = Objects.requireNonNull(parameters.getString(IssueLauncher.NETWORK));
        Instant origin = Instant.parse(Objects.requireNonNull(parameters.getString(IssueLauncher.ORIGIN)));
        long epoch = Objects.requireNonNull(parameters.getLong(IssueLauncher.EPOCH));
        List<ActiveModel> waiting = models.listWaiting(network, origin);
        List<IssueFailedException> failures = new ArrayList<>();
        for (int from = 0; from < waiting.size(); from += CHUNK) {
            List<ForecastWriter.Issue> issues = new ArrayList<>();
            for (ActiveModel model : waiting.subList(from, Math.min(from + CHUNK, waiting.size()))) {
                if (stop.isGiven()) {
                    contribution.getStepExecution().setTerminateOnly();
                    break;
                }
                try {
                    forecast(model, model.originAt(origin))
                            .ifPresentOrElse(
                                    forecast -> issues.add(new ForecastWriter.Issue(model, forecast)),
                                    contribution::incrementFilterCount);
                } catch (IssueFailedException e) {
                    failures.add(e);
                }
                progress.advance(1);
            }
            contribution.incrementWriteCount(forecasts.store(issues, epoch));
        }
        if (!failures.isEmpty()) {
            failures.stream().skip(1).forEach(failures.getFirst()::addSuppressed);
            throw failures.getFirst();
        }
        return RepeatStatus.FINISHED;
    }

    private Optional<Forecast> forecast(ActiveModel active, Instant origin) {
        try {
            TrainedModel model = models.fitted(active.modelId());
            Horizon wanted = horizon == null ? model.horizon() : horizon;
            if (model.horizon().steps() < wanted.steps()) {
                return refuse(
                        active,
                        "its model reaches " + model.horizon().steps() + " hours, not " + wanted.steps()
                                + ": train with this profile");
            }
            Instant from = origin.minus(Series.HOUR.multipliedBy(model.requiredHours() + MARGIN_HOURS));
            Series recent = observations.read(active.seriesId(), active.phaseMinutes(), from, origin);
            return switch (model.forecast(recent, origin, wanted)) {
                case ForecastResult.Issued issued -> {
                    LOG.info(
                            "{}: {} from {} {}",
                            active.label(),
                            issued.forecast().method(),
                            origin,
                            issued.note());
                    yield Optional.of(issued.forecast());
                }
                case ForecastResult.Refused refused -> refuse(active, refused.reason());
            };
        } catch (ModelFormatException e) {
            return refuse(active, e.getMessage() + ": train again");
        } catch (RuntimeException e) {
            throw new IssueFailedException(
                    "forecast of " + active.label() + " from " + origin + " (model " + active.modelId() + ") failed: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Optional<Forecast> refuse(ActiveModel active, String reason) {
        LOG.warn("{}: no forecast, {}", active.label(), reason);
        return Optional.empty();
    }
}
