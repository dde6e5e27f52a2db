package dev.calima.forecasting.model;

import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Analogue forecast: finds the past days whose last hours looked most like the last hours now, and averages what
 * followed them (Lorenz 1969; k nearest neighbours as in Yakowitz 1987).
 *
 * <p>Candidates are past origins at the local hour at which the history ends, one a day. The separation of a candidate is
 * its {@link Distance} over the window (divided by the standard deviation of the series), plus {@code dayTypePenalty}
 * times the share of the forecast days whose day type differs, plus {@code agePenalty} times its age in years. Its
 * future is moved by {@code levelShift} times the difference of the window means.
 *
 * @param window hours compared, 1..168
 * @param neighbours how many candidates are averaged, 1 or more (fewer when there are fewer)
 * @param distance how two windows are compared
 * @param weights how the separation of a neighbour turns into its weight
 * @param space where values are compared and averaged
 * @param dayTypePenalty 0 or more
 * @param levelShift share of the difference in level that is carried over, 0..1
 * @param agePenalty per year of age, 0 or more
 */
public record KnnAnalogue(
        int window,
        int neighbours,
        Distance distance,
        Weights weights,
        Space space,
        double dayTypePenalty,
        double levelShift,
        double agePenalty)
        implements Forecaster {

    /** The setting that did best on a summer of hourly nitrogen dioxide; any parameter can be changed. */
    public static final KnnAnalogue USUAL =
            new KnnAnalogue(24, 30, Distance.EUCLIDEAN, Weights.INVERSE, Space.SQRT, 2, 0.5, 0.5);

    static final String NAME = "knn-analogue";

    private static final int DAY = 24;
    private static final int LEAST_CANDIDATES = 20;
    private static final double LARGEST_VALUE = 1e12;
    private static final double HOURS_OF_YEAR = 365.25 * 24;

    public KnnAnalogue {
        if (window < 1 || window > 168) {
            throw new IllegalArgumentException("window must lie in 1..168 hours: " + window);
        }
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours must be 1 or more: " + neighbours);
        }
        if (!(levelShift >= 0 && levelShift <= 1 && dayTypePenalty >= 0 && agePenalty >= 0)) {
            throw new IllegalArgumentException("levelShift must lie in 0..1 and penalties must not be negative");
        }
    }

    /** How two windows a and b of n hours are compared. */
    public enum Distance {
        /** {@code sqrt(mean (a - b)^2)}. */
        EUCLIDEAN,
        /** {@code mean |a - b|}. */
        MANHATTAN,
        /** {@code mean |a - b| / (|a| + |b|)}, 0 where both are 0. */
        CANBERRA,
        /** {@code 1 - correlation}; 1 when a window is constant. */
        CORRELATION
    }

    /** Weight of a neighbour with separation s, where s0 is that of the last neighbour taken. */
    public enum Weights {
        /** 1. */
        UNIFORM,
        /** {@code 1 / s}. */
        INVERSE,
        /** {@code 1 / s^2}. */
        INVERSE_SQUARE,
        /** {@code exp(-(s / s0)^2)}. */
        GAUSSIAN
    }

    /** Where values are compared and averaged. */
    public enum Space {
        /** The unit of the series. */
        RAW,
        /** {@link SqrtSpace}. */
        SQRT,
        /** {@code log(y + 1)}. */
        LOG;

        double into(double y) {
            return switch (this) {
                case RAW -> Double.isNaN(y) ? y : Math.max(y, 0);
                case SQRT -> SqrtSpace.into(y);
                case LOG -> Double.isNaN(y) ? y : StrictMath.log1p(Math.max(y, 0));
            };
        }

        double back(double value) {
            return switch (this) {
                case RAW -> Math.max(value, 0);
                case SQRT -> SqrtSpace.back(value);
                case LOG -> Math.max(StrictMath.expm1(value), 0);
            };
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitResult fit(Series history, TrainingProfile profile) {
        if (history.max() > LARGEST_VALUE) {
            return new FitResult.NotFitted("values above 1e12 cannot be compared");
        }
        int leads = profile.reach().steps();
        int n = history.size();
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = space.into(history.value(i));
        }
        LocalHours hours = new LocalHours(profile.dayTypes(), history.start(), n + 1);
        int[] candidates = candidates(values, hours, leads);
        if (candidates.length < LEAST_CANDIDATES) {
            return new FitResult.NotFitted(
                    candidates.length + " usable past days to compare with, " + LEAST_CANDIDATES + " needed");
        }
        double[] filled = GapFilling.fill(values, DAY);
        float[] stored = new float[n];
        for (int i = 0; i < n; i++) {
            stored[i] = (float) filled[i];
        }
        int required = Math.max(7 * DAY + window, profile.profileDays() * DAY);
        return new FitResult.Fitted(new Fitted(
                this, profile.dayTypes(), required, leads, history.start(), stored, candidates, deviation(filled)));
    }

    private int[] candidates(double[] values, LocalHours hours, int leads) {
        int n = values.length;
        int[] missing = new int[n + 1];
        for (int i = 0; i < n; i++) {
            missing[i + 1] = missing[i] + (Double.isNaN(values[i]) ? 1 : 0);
        }
        int[] found = new int[n / DAY + 2];
        int count = 0;
        for (int q = window; q + leads <= n; q++) {
            if (hours.hour(q) == hours.hour(n)
                    && (missing[q] - missing[q - window]) * 2 <= window
                    && (missing[q + leads] - missing[q]) * 2 <= leads
                    && count < found.length) {
                found[count++] = q;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double square = 0;
        for (double value : values) {
            square += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(square / values.length);
        return deviation > 1e-9 ? deviation : 1;
    }

    /** Holds the whole filled history in single precision: four bytes an hour. */
    public static final class Fitted implements StorableModel {

        private final KnnAnalogue settings;
        private final DayTypes dayTypes;
        private final int requiredHours;
        private final int leads;
        private final Instant start;
        private final float[] history;
        private final int[] candidates;
        private final int[][] candidateTypes;
        private final double deviation;

        private Fitted(
                KnnAnalogue settings,
                DayTypes dayTypes,
                int requiredHours,
                int leads,
                Instant start,
                float[] history,
                int[] candidates,
                double deviation) {
            this.settings = settings;
            this.dayTypes = dayTypes;
            this.requiredHours = requiredHours;
            this.leads = leads;
            this.start = start;
            this.history = history;
            this.candidates = candidates;
            this.deviation = deviation;
            LocalHours hours = new LocalHours(dayTypes, start, history.length + 3 * DAY);
            this.candidateTypes = new int[candidates.length][];
            for (int i = 0; i < candidates.length; i++) {
                candidateTypes[i] = comingTypes(hours, candidates[i]);
            }
        }

        private static int[] comingTypes(LocalHours hours, int q) {
            return new int[] {hours.type(q + DAY / 2), hours.type(q + DAY + DAY / 2), hours.type(q + 2 * DAY + DAY / 2)
            };
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public int requiredHours() {
            return requiredHours;
        }

        @Override
        public Horizon reach() {
            return new Horizon(leads);
        }

        @Override
        public double[] predict(Series recentHistory, Instant origin, Horizon horizon) {
            double[] values = RecentPast.before(recentHistory, origin, requiredHours);
            for (int i = 0; i < values.length; i++) {
                values[i] = settings.space.into(values[i]);
            }
            double[] filled = GapFilling.fill(values, DAY);
            double[] now = Arrays.copyOfRange(filled, filled.length - settings.window, filled.length);
            int[] types = comingTypes(new LocalHours(dayTypes, origin, 3 * DAY), 0);
            double originIndex = (origin.getEpochSecond() - start.getEpochSecond()) / 3600.0;
            double[] separations = new double[candidates.length];
            for (int i = 0; i < separations.length; i++) {
                separations[i] = separation(now, types, originIndex, i);
            }
            return average(now, separations, horizon.steps());
        }

        private double separation(double[] now, int[] types, double originIndex, int candidate) {
            int differing = 0;
            for (int day = 0; day < types.length; day++) {
                differing += types[day] == candidateTypes[candidate][day] ? 0 : 1;
            }
            double years = Math.abs(originIndex - candidates[candidate]) / HOURS_OF_YEAR;
            return distance(now, candidates[candidate])
                    + settings.dayTypePenalty * differing / types.length
                    + settings.agePenalty * years;
        }

        private double distance(double[] now, int q) {
            int from = q - now.length;
            return switch (settings.distance) {
                case EUCLIDEAN -> {
                    double sum = 0;
                    for (int i = 0; i < now.length; i++) {
                        double difference = now[i] - history[from + i];
                        sum += difference * difference;
                    }
                    yield Math.sqrt(sum / now.length) / deviation;
                }
                case MANHATTAN -> {
                    double sum = 0;
                    for (int i = 0; i < now.length; i++) {
                        sum += Math.abs(now[i] - history[from + i]);
                    }
                    yield sum / now.length / deviation;
                }
                case CANBERRA -> {
                    double sum = 0;
                    for (int i = 0; i < now.length; i++) {
                        double size = Math.abs(now[i]) + Math.abs(history[from + i]);
                        sum += size == 0 ? 0 : Math.abs(now[i] - history[from + i]) / size;
                    }
                    yield sum / now.length;
                }
                case CORRELATION -> 1 - correlation(now, from);
            };
        }

        private double correlation(double[] now, int from) {
            double meanNow = level(now);
            double meanThen = pastLevel(from, now.length);
            double product = 0;
            double squareNow = 0;
            double squareThen = 0;
            for (int i = 0; i < now.length; i++) {
                double a = now[i] - meanNow;
                double b = history[from + i] - meanThen;
                product += a * b;
                squareNow += a * a;
                squareThen += b * b;
            }
            double size = Math.sqrt(squareNow * squareThen);
            return size > 0 ? product / size : 0;
        }

        private double[] average(double[] now, double[] separations, int steps) {
            int count = Math.min(settings.neighbours, separations.length);
            double[] sorted = separations.clone();
            Arrays.sort(sorted);
            double last = sorted[count - 1];
            double level = level(now);
            double[] sums = new double[steps];
            double total = 0;
            int taken = 0;
            for (int i = separations.length - 1; i >= 0 && taken < count; i--) {
                if (separations[i] > last) {
                    continue;
                }
                taken++;
                double weight = weight(separations[i], last);
                double shift =
                        settings.levelShift * (level - pastLevel(candidates[i] - settings.window, settings.window));
                total += weight;
                for (int k = 0; k < steps; k++) {
                    sums[k] += weight * (history[candidates[i] + k] + shift);
                }
            }
            double[] points = new double[steps];
            for (int k = 0; k < steps; k++) {
                points[k] = settings.space.back(sums[k] / total);
            }
            return points;
        }

        private double weight(double separation, double last) {
            double s = Math.max(separation, 1e-6);
            return switch (settings.weights) {
                case UNIFORM -> 1;
                case INVERSE -> 1 / s;
                case INVERSE_SQUARE -> 1 / (s * s);
                case GAUSSIAN -> StrictMath.exp(-(s / Math.max(last, 1e-6)) * (s / Math.max(last, 1e-6)));
            };
        }

        private static double level(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }

        private double pastLevel(int from, int length) {
            double sum = 0;
            for (int i = from; i < from + length; i++) {
                sum += history[i];
            }
            return sum / length;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(settings.window);
            out.writeInt(settings.neighbours);
            out.writeUTF(settings.distance.name());
            out.writeUTF(settings.weights.name());
            out.writeUTF(settings.space.name());
            out.writeDouble(settings.dayTypePenalty);
            out.writeDouble(settings.levelShift);
            out.writeDouble(settings.agePenalty);
            out.writeInt(requiredHours);
            out.writeInt(leads);
            out.writeLong(start.getEpochSecond());
            out.writeDouble(deviation);
            out.writeInt(history.length);
            for (float value : history) {
                out.writeFloat(value);
            }
            out.writeInt(candidates.length);
            for (int candidate : candidates) {
                out.writeInt(candidate);
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            KnnAnalogue settings = new KnnAnalogue(
                    in.readInt(),
                    in.readInt(),
                    Distance.valueOf(in.readUTF()),
                    Weights.valueOf(in.readUTF()),
                    Space.valueOf(in.readUTF()),
                    in.readDouble(),
                    in.readDouble(),
                    in.readDouble());
            int requiredHours = in.readInt();
            int leads = in.readInt();
            Instant start = Instant.ofEpochSecond(in.readLong());
            double deviation = in.readDouble();
            float[] history = new float[bounded(in.readInt(), 24 * 366 * 60)];
            for (int i = 0; i < history.length; i++) {
                history[i] = in.readFloat();
            }
            int[] candidates = new int[bounded(in.readInt(), history.length)];
            for (int i = 0; i < candidates.length; i++) {
                candidates[i] = in.readInt();
            }
            return new Fitted(settings, dayTypes, requiredHours, leads, start, history, candidates, deviation);
        }

        private static int bounded(int length, int limit) throws IOException {
            if (length < 0 || length > limit) {
                throw new IOException("impossible length " + length);
            }
            return length;
        }
    }
}
