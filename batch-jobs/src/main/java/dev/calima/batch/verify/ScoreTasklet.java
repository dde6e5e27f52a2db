package dev.calima.batch.verify;

import dev.calima.batch.Control;
import dev.calima.batch.observation.HourlyReader;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.score.Verification;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Scores what is due, some forecasts of one series at a time. What is due is asked of the database alone, so a run that was
 * stopped, failed or killed goes on where it was. The step counts first scores as written and renewed ones as filtered. Made
 * anew for each run.
 */
final class ScoreTasklet implements Tasklet {

    private static final int CHUNK = 100;

    private final List<DueForecast> due;
    private final ScoreReader forecasts;
    private final HourlyReader observations;
    private final ScoreWriter scores;
    private final Control control;

    ScoreTasklet(
            List<DueForecast> due,
            ScoreReader forecasts,
            HourlyReader observations,
            ScoreWriter scores,
            Control control) {
        this.due = due;
        this.forecasts = forecasts;
        this.observations = observations;
        this.scores = scores;
        this.control = control;
    }

    @Override
    public RepeatStatus execute(StepContribution contribution, ChunkContext context) {
        long epoch = Objects.requireNonNull(
                contribution.getStepExecution().getJobParameters().getLong(ScoreLauncher.EPOCH));
        control.progress().begin("score", "forecasts", 0, due.size());
        for (int from = 0; from < due.size(); ) {
            if (control.stop().isGiven()) {
                contribution.getStepExecution().setTerminateOnly();
                return RepeatStatus.FINISHED;
            }
            List<DueForecast> chunk = due.subList(from, endOfChunk(from));
            scores.store(chunk.getFirst().seriesId(), score(chunk), epoch);
            for (DueForecast one : chunk) {
                if (one.isNew()) {
                    contribution.incrementWriteCount(1);
                } else {
                    contribution.incrementFilterCount(1);
                }
            }
            control.progress().advance(chunk.size());
            from += chunk.size();
        }
        return RepeatStatus.FINISHED;
    }

    private int endOfChunk(int from) {
        int end = from;
        while (end < due.size()
                && end < from + CHUNK
                && due.get(end).seriesId() == due.get(from).seriesId()) {
            end++;
        }
        return end;
    }

    private List<ScoreWriter.Scored> score(List<DueForecast> chunk) {
        DueForecast first = chunk.getFirst();
        Instant from = first.origin().minus(Series.HOUR.multipliedBy(24L * Verification.NAIVE_DAYS));
        Instant to =
                chunk.stream().map(DueForecast::end).max(Instant::compareTo).orElseThrow();
        Series observed = observations.read(first.seriesId(), first.phaseMinutes(), from, to);
        Map<Long, Forecast> said = forecasts.forecasts(chunk);
        List<ScoreWriter.Scored> scored = new ArrayList<>();
        for (DueForecast one : chunk) {
            Forecast forecast = Objects.requireNonNull(said.get(one.forecastId()));
            scored.add(new ScoreWriter.Scored(one, Verification.of(forecast, observed)));
        }
        return scored;
    }
}
