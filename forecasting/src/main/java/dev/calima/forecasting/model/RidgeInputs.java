package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.prepare.GapFilling;
import java.time.Instant;
import java.util.List;

/**
 * The inputs of {@link RidgeDirect} at any origin of an array of hours. With d the deviation of z from the mean of the
 * last weeks by local hour and working or resting day ({@link DailyProfile}, known at the origin):
 *
 * <ul>
 *   <li>d of the last 24 hours (24), the mean of d of the last week by hour before the origin (24), the mean of d of each
 *       of the last 7 days (7), the mean of d of the last 3 and 6 hours (2), whether each of the next 3 days rests (3);
 *   <li>of each covariate, its mean over the last day (1) and over each block of six hours ahead less that (12): a block
 *       of which nothing is known repeats the same hours of the day before.
 * </ul>
 */
final class RidgeInputs {

    static final int OWN = 60;
    static final int PER_COVARIATE = 13;

    private static final int DAY = 24;
    private static final int WEEK = 168;
    private static final int BLOCK = 6;
    private static final int BLOCKS = PER_COVARIATE - 1;

    private final double[] filled;
    private final LocalHours hours;
    private final double[][] covariates;

    /**
     * @param filled z without gaps
     * @param hours clock and calendar of the same hours and 3 days more
     * @param start instant of the first
     * @param names the covariates, which must be among the known
     */
    RidgeInputs(double[] filled, LocalHours hours, Instant start, Covariates known, List<String> names) {
        this.filled = filled;
        this.hours = hours;
        covariates = new double[names.size()][];
        for (int i = 0; i < covariates.length; i++) {
            double[] column = known.names().contains(names.get(i))
                    ? known.column(names.get(i), start, filled.length + 3 * DAY)
                    : Series.hourly(start).values(start, start.plusSeconds(3600L * (filled.length + 3L * DAY)));
            covariates[i] = withoutGaps(GapFilling.fill(column, DAY));
        }
    }

    private static double[] withoutGaps(double[] column) {
        for (int i = 0; i < column.length; i++) {
            if (Double.isNaN(column[i])) {
                column[i] = 0;
            }
        }
        return column;
    }

    int size() {
        return OWN + covariates.length * PER_COVARIATE;
    }

    /** The inputs at an origin, a week or more from the begin; nothing of the series at or after it is looked at. */
    double[] at(DailyProfile daily, int q) {
        double[] d = new double[WEEK];
        for (int i = 0; i < WEEK; i++) {
            int t = q - WEEK + i;
            d[i] = filled[t] - daily.at(hours, t);
        }
        double[] x = new double[size()];
        int at = 0;
        for (int i = WEEK - DAY; i < WEEK; i++) {
            x[at++] = d[i];
        }
        for (int hour = 0; hour < DAY; hour++) {
            double sum = 0;
            for (int i = hour; i < WEEK; i += DAY) {
                sum += d[i];
            }
            x[at++] = sum / 7;
        }
        for (int day = 0; day < 7; day++) {
            x[at++] = mean(d, day * DAY, (day + 1) * DAY);
        }
        x[at++] = mean(d, WEEK - 3, WEEK);
        x[at++] = mean(d, WEEK - 6, WEEK);
        for (int day = 0; day < 3; day++) {
            x[at++] = hours.rest(q + day * DAY + DAY / 2);
        }
        for (double[] column : covariates) {
            double now = mean(column, q - DAY, q);
            x[at++] = now;
            for (int block = 0; block < BLOCKS; block++) {
                x[at++] = mean(column, q + block * BLOCK, q + (block + 1) * BLOCK) - now;
            }
        }
        return x;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
