package dev.calima.batch.trial;

import dev.calima.batch.Control;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.PredictionInterval;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.store.ModelCodec;
import dev.calima.forecasting.store.ModelFormatException;
import dev.calima.forecasting.train.SeriesTrainer;
import dev.calima.forecasting.train.TrainedModel;
import dev.calima.forecasting.train.TrainedSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Does what a trial asks for, series by series, and says what came of each. */
final class TrialWork {

    private final TrialWish wish;
    private final Function<TrialSeries, TrainingProfile> profile;
    private final Map<String, byte[]> models;
    private final SeriesTrainer trainer = SeriesTrainer.standard();

    private final List<Map<String, @Nullable Object>> reports = new ArrayList<>();
    private final List<TrialWriter.Fitted> fitted = new ArrayList<>();
    private final TrialSummary summary = new TrialSummary();
    private TrialPlot.@Nullable Fan fan;

    /**
     * @param models what an earlier training has kept; empty when models are to be learnt now
     */
    TrialWork(TrialWish wish, Function<TrialSeries, TrainingProfile> profile, Map<String, byte[]> models) {
        this.wish = wish;
        this.profile = profile;
        this.models = models;
    }

    /** Goes through the series; false when it was told to stop. */
    boolean work(List<TrialSeries> series, Control control) {
        control.progress().begin(wish.kind().code(), "series", 0, series.size());
        for (TrialSeries one : series) {
            if (control.stop().isGiven()) {
                return false;
            }
            reports.add(wish.kind() == TrialKind.FORECAST ? forecast(one) : test(one));
            control.progress().advance(1);
        }
        return true;
    }

    private Map<String, @Nullable Object> test(TrialSeries series) {
        Map<String, @Nullable Object> report = head(series);
        switch (trainer.train(series.hours(), series.known(), profile.apply(series))) {
            case TrainedSeries.Trained trained -> {
                report.putAll(TrialReport.of(trained.selection()));
                report.put("notes", trained.notes());
                summary.add(trained.selection());
                if (wish.kind() == TrialKind.TRAINING) {
                    fitted.add(new TrialWriter.Fitted(
                            series.name(), trained.model(), series.hours().end()));
                }
            }
            case TrainedSeries.Refused refused -> refuse(report, refused.reason());
        }
        return report;
    }

    private Map<String, @Nullable Object> forecast(TrialSeries series) {
        Map<String, @Nullable Object> report = head(series);
        @Nullable TrainedModel model = model(series, report);
        if (model == null) {
            return report;
        }
        Horizon horizon = model.horizon();
        Duration ahead = wish.at() == null ? Duration.ZERO : Duration.between(series.origin(), wish.at());
        if (ahead.isNegative() || ahead.compareTo(Series.HOUR.multipliedBy(horizon.steps())) >= 0) {
            refuse(
                    report,
                    "at must lie in the " + horizon.steps() + " hours from " + series.origin() + " on, but is "
                            + wish.at());
            return report;
        }
        switch (model.forecast(series.hours(), series.known(), series.origin(), horizon)) {
            case ForecastResult.Issued issued -> {
                say(report, issued.forecast());
                report.put("notes", issued.note().isEmpty() ? List.of() : List.of(issued.note()));
                summary.issued();
                if (fan == null) {
                    fan = new TrialPlot.Fan(series.name(), series.hours(), issued.forecast(), wish.level());
                }
            }
            case ForecastResult.Refused refused -> refuse(report, refused.reason());
        }
        return report;
    }

    /** The model to ask; null when there is none, which the report says then. */
    private @Nullable TrainedModel model(TrialSeries series, Map<String, @Nullable Object> report) {
        if (wish.training() != null) {
            byte @Nullable [] kept = models.get(series.name());
            if (kept == null) {
                refuse(
                        report,
                        "the training has no model of this series; it has those of " + new TreeSet<>(models.keySet()));
                return null;
            }
            try {
                return ModelCodec.decode(kept);
            } catch (ModelFormatException e) {
                refuse(report, e.getMessage() + ": train again");
                return null;
            }
        }
        return switch (trainer.train(series.hours(), series.known(), profile.apply(series))) {
            case TrainedSeries.Trained trained -> trained.model();
            case TrainedSeries.Refused refused -> {
                refuse(report, refused.reason());
                yield null;
            }
        };
    }

    private Map<String, @Nullable Object> head(TrialSeries series) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("series", series.name());
        report.put("from", series.hours().start().toString());
        report.put("to", series.hours().end().toString());
        report.put("hours", series.hours().size());
        report.put("present", series.hours().present());
        report.put("covariates", series.known().names());
        return report;
    }

    private void refuse(Map<String, @Nullable Object> report, String reason) {
        report.put("refused", reason);
        summary.refused();
    }

    private void say(Map<String, @Nullable Object> report, Forecast forecast) {
        report.put("method", forecast.method());
        report.put("origin", forecast.origin().toString());
        report.put("level", wish.level());
        List<Map<String, Object>> values = new ArrayList<>();
        for (int lead = 1; lead <= forecast.horizon().steps(); lead++) {
            Instant start = forecast.validFrom(lead);
            boolean asked = wish.at() == null
                    || (!wish.at().isBefore(start) && wish.at().isBefore(start.plus(Series.HOUR)));
            if (asked) {
                PredictionInterval interval = forecast.interval(lead, wish.level());
                Map<String, Object> value = new LinkedHashMap<>();
                value.put("periodStart", start.toString());
                value.put("lead", lead);
                value.put("median", forecast.median(lead));
                value.put("lower", interval.lower());
                value.put("upper", interval.upper());
                values.add(value);
            }
        }
        report.put("values", values);
    }

    /** Models to keep: those of a training. */
    List<TrialWriter.Fitted> fitted() {
        return fitted;
    }

    /** What came of it. */
    Map<String, @Nullable Object> report() {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("kind", wish.kind().code());
        report.put("profile", wish.profile());
        report.put("summary", summary.report());
        report.put("series", reports);
        return report;
    }

    /** The same as a picture. */
    String plot() {
        return fan == null ? TrialPlot.scores(summary.entrants()) : TrialPlot.fan(fan);
    }
}
