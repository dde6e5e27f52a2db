package dev.calima.batch.trial;

import dev.calima.batch.attached.AttachedSeries;
import dev.calima.batch.attached.SeriesFile;
import dev.calima.batch.attached.SeriesFileException;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.observation.HourlyReader;
import dev.calima.batch.profile.NetworkCalendar;
import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.Series;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the hours that a trial is made on: those of a file, or of the database. */
final class TrialData {

    private final TrialReader trials;
    private final HourlyReader observations;
    private final JobsConfig config;

    TrialData(TrialReader trials, HourlyReader observations, JobsConfig config) {
        this.trials = trials;
        this.observations = observations;
        this.config = config;
    }

    /** Every series that is meant, cut to the time that is meant. */
    List<TrialSeries> of(Trial trial, TrialWish wish) throws TrialRefusedException {
        List<TrialSeries> found = trial.fileName() == null ? stored(wish) : attached(trial, trial.fileName(), wish);
        if (found.isEmpty()) {
            throw new TrialRefusedException("the series have no observations any more");
        }
        return found;
    }

    private List<TrialSeries> attached(Trial trial, String name, TrialWish wish) throws TrialRefusedException {
        DayTypes days = DayTypes.of(wish.zone() == null ? ZoneOffset.UTC : ZoneId.of(wish.zone()));
        List<TrialSeries> all = new ArrayList<>();
        try {
            for (AttachedSeries one : SeriesFile.read(name, new ByteArrayInputStream(trials.content(trial.id())))) {
                all.add(new TrialSeries(
                        one.name(), cut(one.values(), wish), one.covariates(), origin(one.values(), wish), days));
            }
        } catch (SeriesFileException e) {
            throw new TrialRefusedException(e.problems());
        }
        return all;
    }

    private List<TrialSeries> stored(TrialWish wish) {
        List<TrialSeries> all = new ArrayList<>();
        for (SeriesName name : wish.series()) {
            for (TrialReader.StoredSeries one : trials.series(name)) {
                Series hours = observations.read(one.id(), one.phaseMinutes(), one.first(), one.end());
                DayTypes days = NetworkCalendar.of(config, one.network(), one.zone(), hours);
                all.add(new TrialSeries(
                        one.name(), cut(hours, wish), Covariates.none(), origin(hours.trimmed(), wish), days));
            }
        }
        return all;
    }

    /** The hours within the wish, from the first that has a value to the last. */
    private static Series cut(Series hours, TrialWish wish) {
        Instant from = onGrid(hours, wish.from(), hours.start());
        Instant to = onGrid(hours, wish.to(), hours.end());
        return from.isBefore(to) ? hours.slice(from, to).trimmed() : Series.hourly(hours.start());
    }

    private static Instant origin(Series hours, TrialWish wish) {
        return onGrid(hours, wish.to(), hours.end());
    }

    /** The last start of an hour of the series until a moment, within it. */
    private static Instant onGrid(Series hours, @Nullable Instant wanted, Instant otherwise) {
        if (wanted == null) {
            return otherwise;
        }
        long beyond = Math.floorMod(wanted.getEpochSecond() - hours.start().getEpochSecond(), Series.HOUR.toSeconds());
        Instant start = Instant.ofEpochSecond(wanted.getEpochSecond() - beyond);
        if (start.isBefore(hours.start())) {
            return hours.start();
        }
        return start.isAfter(hours.end()) ? hours.end() : start;
    }
}
