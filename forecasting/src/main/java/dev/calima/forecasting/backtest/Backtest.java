package dev.calima.forecasting.backtest;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.FittedModel;
import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.interval.Issued;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.score.Mase;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Rolling-origin evaluation (Tashman 2000): from each past origin an algorithm sees what came before and nothing else,
 * forecasts the horizon, and is scored against what happened. Models are refitted every few origins, always on data
 * before the origin; intervals come from the errors of earlier origins only.
 */
public final class Backtest {

    private static final int FIRST_ORIGIN_DAYS = 21;

    private Backtest() {}

    /**
     * Past origins, oldest first, at the same local hour as {@code now}, spaced as the profile says. The last one
     * leaves its whole horizon before {@code now}; the first lies three weeks or more after the start.
     */
    public static List<Instant> origins(Series history, Instant now, TrainingProfile profile) {
        List<Instant> origins = new ArrayList<>();
        Instant earliest = history.start().plus(Series.HOUR.multipliedBy(FIRST_ORIGIN_DAYS * 24L));
        Instant latest = now.minus(Series.HOUR.multipliedBy(profile.horizon().steps()));
        ZonedDateTime local = now.atZone(profile.dayTypes().zone());
        int spacingDays = profile.backtestSpacingHours() / 24;
        for (int days = profile.horizon().days(); origins.size() < profile.backtestWindows(); days += spacingDays) {
            Instant origin = local.minusDays(days).toInstant();
            if (origin.isBefore(earliest)) {
                break;
            }
            if (!origin.isAfter(latest)) {
                origins.add(origin);
            }
        }
        Collections.reverse(origins);
        return List.copyOf(origins);
    }

    /**
     * Forecasts from each origin, reaching as far as {@link TrainingProfile#reach()}. Origins from which the algorithm
     * cannot be fitted, or has no recent value to go by, are left out.
     *
     * @param now what is at or after it counts as not yet observed
     * @param origins increasing, before {@code now}
     */
    public static PastForecasts rollingOrigin(
            Series history, Instant now, Forecaster forecaster, TrainingProfile profile, List<Instant> origins) {
        Series known = history.slice(history.start(), now);
        return rollingOrigin(
                known, Covariates.none(), forecaster.refits(known, Covariates.none(), profile), profile, origins);
    }

    /**
     * The same with covariates, and with fits that are asked for by increasing origins.
     *
     * @param known the history up to now
     */
    public static PastForecasts rollingOrigin(
            Series known,
            Covariates covariates,
            Forecaster.Refits refits,
            TrainingProfile profile,
            List<Instant> origins) {
        Horizon reach = profile.reach();
        PastForecasts.Builder past = new PastForecasts.Builder(reach.steps());
        FittedModel model = null;
        int sinceFit = 0;
        for (Instant origin : origins) {
            if ((model == null || sinceFit >= profile.refitEvery())
                    && refits.before(origin) instanceof FitResult.Fitted(FittedModel fitted)) {
                model = fitted;
                sinceFit = 0;
            }
            if (model == null) {
                continue;
            }
            sinceFit++;
            Instant from = origin.minusSeconds(3600L * model.requiredHours());
            if (known.slice(from, origin).present() == 0) {
                continue;
            }
            double[] points = model.predict(known, covariates, origin, reach);
            past.add(origin, points, known.values(origin, origin.plusSeconds(3600L * reach.steps())));
        }
        return past.build();
    }

    /**
     * Scores what a calibrated algorithm would have issued.
     *
     * @param history gives the scale of the MASE, from its part before the first scored origin
     * @param naive the same for the seasonal naive, the yardstick of the skill
     */
    public static BacktestReport report(
            String algorithm,
            Series history,
            PastForecasts past,
            List<Issued> issued,
            PastForecasts naivePast,
            List<Issued> naive,
            TrainingProfile profile) {
        int steps = profile.horizon().steps();
        Instant first =
                issued.isEmpty() ? history.end() : past.origin(issued.getFirst().index());
        Instant last =
                issued.isEmpty() ? history.end() : past.origin(issued.getLast().index());
        double[] before = history.values(history.start(), first);
        double scale = Mase.scale(before, 24);
        ScoreSheet overall = new ScoreSheet(scale, Mase.scale(before, 168), Double.NaN);
        List<ScoreSheet> days = new ArrayList<>();
        for (int day = 0; day < profile.horizon().days(); day++) {
            days.add(new ScoreSheet(scale));
        }
        Map<Instant, Issued> naiveByOrigin = new HashMap<>();
        for (Issued one : naive) {
            naiveByOrigin.put(naivePast.origin(one.index()), one);
        }
        double own = 0;
        double yardstick = 0;
        OriginLosses.Builder losses = new OriginLosses.Builder();
        for (Issued one : issued) {
            double absolute = 0;
            int scored = 0;
            Issued other = naiveByOrigin.get(past.origin(one.index()));
            for (int lead = 1; lead <= steps; lead++) {
                double actual = past.actual(one.index(), lead);
                days.get((lead - 1) / 24).add(one, lead, actual);
                if (Double.isNaN(actual)) {
                    continue;
                }
                double error = Math.abs(one.median(lead) - actual);
                absolute += error;
                scored++;
                if (other != null) {
                    own += error;
                    yardstick += Math.abs(other.median(lead) - actual);
                }
            }
            losses.add(past.origin(one.index()), absolute / scored);
        }
        days.forEach(overall::add);
        return new BacktestReport(
                algorithm,
                first,
                last,
                issued.size(),
                overall.scores(),
                days.stream().map(ScoreSheet::scores).toList(),
                yardstick > 0 ? 1 - own / yardstick : Double.NaN,
                losses.build());
    }

    /**
     * Scores by lead, 1 to the horizon, of what a calibrated algorithm would have issued.
     *
     * @param history gives the scales of the MASE, from its part before the first scored origin
     * @param threshold value whose exceedance the Brier score is about; NaN for none
     */
    public static List<Scores> byLead(
            Series history, PastForecasts past, List<Issued> issued, TrainingProfile profile, double threshold) {
        List<Scores> leads = new ArrayList<>();
        if (issued.isEmpty()) {
            return leads;
        }
        Instant first = past.origin(issued.getFirst().index());
        double[] before = history.values(history.start(), first);
        double daily = Mase.scale(before, 24);
        double weekly = Mase.scale(before, 168);
        List<Forecast> forecasts = issued.stream().map(Issued::forecast).toList();
        for (int lead = 1; lead <= profile.horizon().steps(); lead++) {
            ScoreSheet sheet = new ScoreSheet(daily, weekly, threshold);
            for (int i = 0; i < issued.size(); i++) {
                sheet.add(forecasts.get(i), lead, past.actual(issued.get(i).index(), lead));
            }
            leads.add(sheet.scores());
        }
        return leads;
    }
}
