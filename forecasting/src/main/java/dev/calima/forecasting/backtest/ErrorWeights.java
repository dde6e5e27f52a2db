package dev.calima.forecasting.backtest;

import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.interval.PastForecasts;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Weights of several algorithms by their past errors: inversely to the square of the mean absolute error (Bates and
 * Granger 1969), older errors counting less. From any origin only errors of forecasts that were over by then are looked
 * at; before there is one, all weigh alike.
 */
public final class ErrorWeights {

    private final List<PastForecasts> members;
    private final double halfLifeDays;
    private final int hours;
    /** Sum of the absolute errors of one member from one origin: {@code [member][origin]}. */
    private final double[][] errors;

    private final int[] counts;

    private ErrorWeights(List<PastForecasts> members, double halfLifeDays, Horizon horizon) {
        this.members = List.copyOf(members);
        this.halfLifeDays = halfLifeDays;
        this.hours = horizon.steps();
        int origins = members.getFirst().size();
        errors = new double[members.size()][origins];
        counts = new int[origins];
        for (int i = 0; i < origins; i++) {
            for (int lead = 1; lead <= hours; lead++) {
                addErrors(i, lead);
            }
        }
    }

    private void addErrors(int index, int lead) {
        double actual = members.getFirst().actual(index, lead);
        if (!Double.isNaN(actual) && allKnown(index, lead)) {
            counts[index]++;
            for (int m = 0; m < errors.length; m++) {
                errors[m][index] += Math.abs(members.get(m).point(index, lead) - actual);
            }
        }
    }

    /**
     * @param members past forecasts of each, from the same origins
     * @param halfLifeDays age at which an error counts half
     * @param horizon leads whose errors count; a forecast is over when the last of them is
     * @throws IllegalArgumentException when the origins differ
     */
    public static ErrorWeights of(List<PastForecasts> members, double halfLifeDays, Horizon horizon) {
        PastForecasts first = members.getFirst();
        for (PastForecasts member : members) {
            boolean same = member.size() == first.size();
            for (int i = 0; same && i < first.size(); i++) {
                same = member.origin(i).equals(first.origin(i));
            }
            if (!same) {
                throw new IllegalArgumentException("members were not asked from the same origins");
            }
        }
        return new ErrorWeights(members, halfLifeDays, horizon);
    }

    /** The weights as they stand at a moment: not negative, adding up to 1. */
    public double[] at(Instant now) {
        double[] sums = new double[members.size()];
        double total = 0;
        PastForecasts first = members.getFirst();
        for (int i = 0; i < counts.length; i++) {
            long age = Duration.between(first.origin(i), now).toHours();
            if (age < hours) {
                break;
            }
            double weight = StrictMath.pow(0.5, age / (24 * halfLifeDays));
            total += weight * counts[i];
            for (int m = 0; m < sums.length; m++) {
                sums[m] += weight * errors[m][i];
            }
        }
        return weights(sums, total);
    }

    private boolean allKnown(int index, int lead) {
        for (PastForecasts member : members) {
            if (Double.isNaN(member.point(index, lead))) {
                return false;
            }
        }
        return true;
    }

    private static double[] weights(double[] errors, double total) {
        double[] weights = new double[errors.length];
        double least = Arrays.stream(errors).min().orElse(0);
        if (!(total > 0)
                || !(least > 0)
                || !Double.isFinite(Arrays.stream(errors).sum())) {
            Arrays.fill(weights, 1.0 / weights.length);
            return weights;
        }
        double sum = 0;
        for (int m = 0; m < weights.length; m++) {
            double ratio = least / errors[m];
            weights[m] = ratio * ratio;
            sum += weights[m];
        }
        for (int m = 0; m < weights.length; m++) {
            weights[m] /= sum;
        }
        return weights;
    }

    /** What the weighted mean in {@link SqrtSpace} would have forecast, each origin with the weights known there. */
    public PastForecasts combined() {
        PastForecasts first = members.getFirst();
        PastForecasts.Builder past = new PastForecasts.Builder(first.leads());
        for (int i = 0; i < first.size(); i++) {
            double[] now = at(first.origin(i));
            double[] points = new double[first.leads()];
            double[] actual = new double[first.leads()];
            for (int lead = 1; lead <= points.length; lead++) {
                double z = 0;
                for (int m = 0; m < now.length; m++) {
                    z += now[m] * SqrtSpace.into(members.get(m).point(i, lead));
                }
                points[lead - 1] = SqrtSpace.back(z);
                actual[lead - 1] = first.actual(i, lead);
            }
            past.add(first.origin(i), points, actual);
        }
        return past.build();
    }
}
