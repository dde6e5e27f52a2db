package dev.calima.forecasting.train;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.ForecastResult;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.interval.Calibration;
import dev.calima.forecasting.model.StorableModel;
import dev.calima.forecasting.prepare.SpikeFilter;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A chosen, calibrated model of one series with its fallback. Immutable and safe to share between threads; the same
 * recent past and origin give bit-identical forecasts.
 */
public final class TrainedModel {

    private static final int WEEK = 168;
    private static final double LARGEST_RATIO = 3;

    private final DayTypes dayTypes;
    private final Horizon horizon;
    private final int minRecentHours;
    private final double historicMax;
    private final SpikeFilter spikes;
    private final List<Phase> phases;

    /**
     * The models for one local hour of the day.
     *
     * @param originHour local hour, 0..23
     * @param model the chosen model
     * @param calibration its error bars
     * @param fallback the seasonal naive
     * @param fallbackCalibration its error bars
     */
    public record Phase(
            int originHour,
            StorableModel model,
            Calibration calibration,
            StorableModel fallback,
            Calibration fallbackCalibration) {}

    private TrainedModel(
            DayTypes dayTypes,
            Horizon horizon,
            int minRecentHours,
            double historicMax,
            SpikeFilter spikes,
            List<Phase> phases) {
        this.dayTypes = dayTypes;
        this.horizon = horizon;
        this.minRecentHours = minRecentHours;
        this.historicMax = historicMax;
        this.spikes = spikes;
        this.phases = List.copyOf(phases);
    }

    /**
     * Puts a model together; callers want {@link SeriesTrainer} or the codec.
     *
     * @param horizon the farthest forecast it can give from any hour
     * @param minRecentHours values needed in the week before an origin
     * @param historicMax largest value of the history
     * @param phases one or more, by increasing origin hour
     */
    public static TrainedModel of(
            DayTypes dayTypes,
            Horizon horizon,
            int minRecentHours,
            double historicMax,
            SpikeFilter spikes,
            List<Phase> phases) {
        if (phases.isEmpty()) {
            throw new IllegalArgumentException("a trained model needs a phase");
        }
        return new TrainedModel(dayTypes, horizon, minRecentHours, historicMax, spikes, phases);
    }

    /** Name of the chosen algorithm. */
    public String algorithm() {
        return phases.getFirst().model().name();
    }

    public DayTypes dayTypes() {
        return dayTypes;
    }

    /** The longest horizon it can forecast. */
    public Horizon horizon() {
        return horizon;
    }

    public int minRecentHours() {
        return minRecentHours;
    }

    public double historicMax() {
        return historicMax;
    }

    public SpikeFilter spikes() {
        return spikes;
    }

    public List<Phase> phases() {
        return phases;
    }

    /** How many hours before the origin a caller must supply; more makes no difference. */
    public int requiredHours() {
        int most = 0;
        for (Phase phase : phases) {
            most = Math.max(most, phase.model().requiredHours());
            most = Math.max(most, phase.fallback().requiredHours());
        }
        return most + 25;
    }

    /**
     * Forecasts from an origin.
     *
     * <p>Hours at or after the origin are ignored. The forecast is read from the model of the last origin hour at or
     * before the origin. When any quantile is not finite, or the highest exceeds three times the highest value of the
     * history or the recent past, the seasonal naive steps in and the note says so; its own quantiles are cut there.
     *
     * @param recentHistory the last {@link #requiredHours()} hours or more, NaN where missing
     * @param origin start of the first forecast step, on the hourly grid of the history
     * @param wanted at most {@link #horizon()}
     * @throws IllegalArgumentException when the horizon is too long or the origin is off the grid
     */
    public ForecastResult forecast(Series recentHistory, Instant origin, Horizon wanted) {
        return forecast(recentHistory, Covariates.none(), origin, wanted);
    }

    /**
     * Forecasts from an origin with covariates. A model that was fitted with covariates steps aside for the seasonal naive
     * when one of them is unknown for more than half of the hours forecast.
     *
     * @param known covariates of the last {@link #requiredHours()} hours and of those to be forecast
     */
    public ForecastResult forecast(Series recentHistory, Covariates known, Instant origin, Horizon wanted) {
        if (wanted.steps() > horizon.steps()) {
            throw new IllegalArgumentException(
                    "this model reaches " + horizon.steps() + " hours, not " + wanted.steps());
        }
        Instant from = origin.minus(Series.HOUR.multipliedBy(requiredHours()));
        Series recent = Series.hourly(from, spikes.apply(recentHistory.values(from, origin)));
        int present = recent.slice(origin.minus(Series.HOUR.multipliedBy(WEEK)), origin)
                .present();
        if (present < minRecentHours) {
            return new ForecastResult.Refused(
                    "only " + present + " values in the 7 days before " + origin + ", " + minRecentHours + " needed");
        }
        int shift = 0;
        Phase phase = phaseAt(origin);
        int farthest = Math.min(25, phases.getFirst().calibration().leads() - wanted.steps());
        while (phase == null && shift < farthest) {
            shift++;
            phase = phaseAt(origin.minus(Series.HOUR.multipliedBy(shift)));
        }
        if (phase == null) { // the clock skipped the origin hour on the day it changed
            phase = phases.getFirst();
            shift = 0;
        }
        return issue(phase, recent, known, origin.minus(Series.HOUR.multipliedBy(shift)), shift, wanted);
    }

    private @Nullable Phase phaseAt(Instant instant) {
        int hour = dayTypes.hourOf(instant);
        for (Phase phase : phases) {
            if (phase.originHour() == hour) {
                return phase;
            }
        }
        return null;
    }

    private ForecastResult issue(
            Phase phase, Series recent, Covariates known, Instant anchor, int shift, Horizon wanted) {
        Horizon steps = new Horizon(shift + wanted.steps());
        double max = recent.max();
        double ceiling = LARGEST_RATIO * Math.max(0, Math.max(historicMax, Double.isNaN(max) ? 0 : max));
        double[] points = phase.model().predict(recent, known, anchor, steps);
        String problem = unknownAhead(phase.model().covariates(), known, anchor, steps);
        if (problem.isEmpty()) {
            problem = problemOf(points, ceiling);
        }
        if (problem.isEmpty()) {
            Forecast forecast = phase.calibration().around(phase.model().name(), anchor, points);
            problem = problemOf(forecast, ceiling);
            if (problem.isEmpty()) {
                return new ForecastResult.Issued(forecast.dropFirst(shift), "");
            }
        }
        double[] naive = phase.fallback().predict(recent, anchor, steps);
        if (!problemOf(naive, Double.MAX_VALUE).isEmpty()) {
            return new ForecastResult.Refused("no value to go by in the days before " + anchor);
        }
        for (int i = 0; i < naive.length; i++) {
            naive[i] = Math.min(naive[i], ceiling);
        }
        Forecast plain = phase.fallbackCalibration().around(phase.fallback().name(), anchor, naive);
        return new ForecastResult.Issued(
                cut(plain, ceiling).dropFirst(shift), phase.model().name() + " set aside: " + problem);
    }

    private static String unknownAhead(List<String> needed, Covariates known, Instant anchor, Horizon steps) {
        for (String name : needed) {
            int missing = steps.steps();
            if (known.names().contains(name)) {
                missing -= Series.hourly(anchor, known.column(name, anchor, steps.steps()))
                        .present();
            }
            if (missing * 2 > steps.steps()) {
                return "covariate " + name + " is unknown for " + missing + " of the " + steps.steps() + " hours ahead";
            }
        }
        return "";
    }

    private static String problemOf(double[] points, double ceiling) {
        for (int i = 0; i < points.length; i++) {
            if (!Double.isFinite(points[i])) {
                return "lead " + (i + 1) + " is not finite";
            }
            if (points[i] > ceiling) {
                return aboveCeiling(i + 1, points[i], ceiling);
            }
        }
        return "";
    }

    private static String problemOf(Forecast forecast, double ceiling) {
        int top = forecast.grid().size() - 1;
        for (int lead = 1; lead <= forecast.horizon().steps(); lead++) {
            double highest = forecast.quantile(lead, forecast.grid().level(top));
            if (highest > ceiling) {
                return aboveCeiling(lead, highest, ceiling);
            }
        }
        return "";
    }

    private static String aboveCeiling(int lead, double value, double ceiling) {
        return String.format(
                Locale.ROOT, "lead %d reaches %.4g, above 3 times the historic maximum (%.4g)", lead, value, ceiling);
    }

    private static Forecast cut(Forecast forecast, double ceiling) {
        double[][] rows = new double[forecast.horizon().steps()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = forecast.quantiles(i + 1);
            for (int j = 0; j < rows[i].length; j++) {
                rows[i][j] = Math.min(rows[i][j], ceiling);
            }
        }
        return Forecast.of(forecast.method(), forecast.origin(), forecast.grid(), rows);
    }
}
