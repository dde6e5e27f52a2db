package dev.calima.batch.observation;

import static dev.calima.sql.schema.Tables.OBSERVATION_DAY;

import dev.calima.batch.BatchConfiguration;
import dev.calima.forecasting.Series;
import dev.calima.sql.type.QualityFlag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/** Reads the hours of a series as forecasting sees them. */
@Component
public class HourlyReader {

    private static final int HOURS = 24;

    private final DSLContext trainer;

    HourlyReader(@Qualifier(BatchConfiguration.TRAINER + "Dsl") DSLContext trainer) {
        this.trainer = trainer;
    }

    /**
     * The hours of a series in [from, to), at least; NaN where there is no value that may be used.
     *
     * @param phaseMinutes minutes after midnight UTC at which the first hour of a UTC day starts
     */
    public Series read(int seriesId, int phaseMinutes, Instant from, Instant to) {
        Duration phase = Duration.ofMinutes(phaseMinutes);
        LocalDate first = LocalDate.ofInstant(from.minus(phase), ZoneOffset.UTC);
        LocalDate last = LocalDate.ofInstant(to.minus(phase), ZoneOffset.UTC);
        double[] hours = new double[Math.toIntExact((ChronoUnit.DAYS.between(first, last) + 1) * HOURS)];
        Arrays.fill(hours, Double.NaN);
        trainer.select(OBSERVATION_DAY.DAY, OBSERVATION_DAY.FLAGS, OBSERVATION_DAY.VALUES)
                .from(OBSERVATION_DAY)
                .where(OBSERVATION_DAY.SERIES_ID.eq(seriesId), OBSERVATION_DAY.DAY.between(first, last))
                .forEach(day -> {
                    int start = Math.toIntExact(ChronoUnit.DAYS.between(first, day.value1()) * HOURS);
                    for (int hour = 0; hour < Math.min(HOURS, day.value2().length); hour++) {
                        Float value = day.value3()[hour];
                        if (QualityFlag.isUsable(day.value2()[hour]) && value != null && Float.isFinite(value)) {
                            hours[start + hour] = value;
                        }
                    }
                });
        return Series.hourly(first.atStartOfDay(ZoneOffset.UTC).toInstant().plus(phase), hours);
    }
}
