package dev.calima.forecasting.model;

import dev.calima.forecasting.AnalogueSettings;
import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.GapFilling;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;

/**
 * Analogue forecast: finds the past days whose last hours looked most like the last hours now, and averages what
 * followed them (Lorenz 1969; k nearest neighbours as in Yakowitz 1987). Its parameters are the profile's
 * {@link AnalogueSettings}.
 *
 * <p>Candidates are past origins at the local hour at which the history ends, one a day. The separation of a candidate is
 * the distance of its window, plus {@code dayTypePenalty} times the share of the first three forecast days whose day type
 * differs, plus {@code agePenalty} times its age in years. Its future is moved by {@code levelShift} times the difference
 * of the window means. A candidate with more than half of its window or of its future missing is left out.
 */
public final class KnnAnalogue implements Forecaster {

    static final String NAME = "knn-analogue";

    private static final int DAY = 24;
    private static final double HOURS_OF_YEAR = 365.25 * 24;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public FitResult fit(Series history, Covariates known, TrainingProfile profile) {
        return refits(history, known, profile).before(history.end());
    }

    @Override
    public Refits refits(Series history, Covariates known, TrainingProfile profile) {
        return new AnalogueRefits(history, profile);
    }

    /** Holds the filled history in single precision: four bytes an hour. */
    public static final class Fitted implements StorableModel {

        private final AnalogueSettings settings;
        private final DayTypes dayTypes;
        private final int requiredHours;
        private final int leads;
        private final Instant start;
        private final float[] history;
        private final int length;
        private final int[] candidates;
        private final byte[] candidateTypes;
        private final PastWindows windows;
        private final int count;
        private final double deviation;

        /** Shares the arrays; only {@code length} hours of the history and {@code count} candidates are the model's. */
        Fitted(
                AnalogueSettings settings,
                DayTypes dayTypes,
                int requiredHours,
                int leads,
                Instant start,
                float[] history,
                int length,
                int[] candidates,
                byte[] candidateTypes,
                PastWindows windows,
                int count,
                double deviation) {
            this.settings = settings;
            this.dayTypes = dayTypes;
            this.requiredHours = requiredHours;
            this.leads = leads;
            this.start = start;
            this.history = history;
            this.length = length;
            this.candidates = candidates;
            this.candidateTypes = candidateTypes;
            this.windows = windows;
            this.count = count;
            this.deviation = deviation;
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
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            double[] values = RecentPast.before(recentHistory, origin, requiredHours);
            for (int i = 0; i < values.length; i++) {
                values[i] = AnalogueSpace.into(settings.space(), values[i]);
            }
            double[] filled = GapFilling.fill(values, DAY);
            double[] now = Arrays.copyOfRange(filled, filled.length - settings.window(), filled.length);
            int types = ComingDays.types(new LocalHours(dayTypes, origin, ComingDays.COUNT * DAY), 0);
            return average(now, separations(now, types, origin), horizon.steps());
        }

        private double[] separations(double[] now, int types, Instant origin) {
            double[] separations = WindowDistance.of(settings.distance(), now, windows, count, deviation);
            double[] differing = ComingDays.differing(types);
            double at = (origin.getEpochSecond() - start.getEpochSecond()) / 3600.0;
            double agePenalty = settings.agePenalty() / HOURS_OF_YEAR;
            for (int i = 0; i < separations.length; i++) {
                separations[i] += settings.dayTypePenalty() * differing[candidateTypes[i]]
                        + agePenalty * Math.abs(at - candidates[i]);
            }
            return separations;
        }

        private double[] average(double[] now, double[] separations, int steps) {
            int most = Math.min(settings.neighbours(), separations.length);
            double last = smallest(separations, most);
            double level = level(now);
            double[] sums = new double[steps];
            double total = 0;
            int taken = 0;
            for (int i = separations.length - 1; i >= 0 && taken < most; i--) {
                if (separations[i] > last) {
                    continue;
                }
                taken++;
                double weight = weight(separations[i], last);
                double shift = settings.levelShift() * (level - pastLevel(candidates[i]));
                total += weight;
                for (int k = 0; k < steps; k++) {
                    sums[k] += weight * (history[candidates[i] + k] + shift);
                }
            }
            double[] points = new double[steps];
            for (int k = 0; k < steps; k++) {
                points[k] = AnalogueSpace.back(settings.space(), sums[k] / total);
            }
            return points;
        }

        /** The count-th smallest, by keeping the smallest so far in order. */
        private static double smallest(double[] values, int count) {
            double[] sorted = new double[count];
            int size = 0;
            for (int i = values.length - 1; i >= 0; i--) {
                double value = values[i];
                if (size == count && value >= sorted[size - 1]) {
                    continue;
                }
                int at = size < count ? size++ : size - 1;
                while (at > 0 && sorted[at - 1] > value) {
                    sorted[at] = sorted[at - 1];
                    at--;
                }
                sorted[at] = value;
            }
            return sorted[count - 1];
        }

        private double weight(double separation, double last) {
            double s = Math.max(separation, 1e-6);
            return switch (settings.weights()) {
                case UNIFORM -> 1;
                case INVERSE -> 1 / s;
                case INVERSE_SQUARE -> 1 / (s * s);
                case GAUSSIAN -> {
                    double ratio = s / Math.max(last, 1e-6);
                    yield StrictMath.exp(-ratio * ratio);
                }
            };
        }

        private static double level(double[] values) {
            double sum = 0;
            for (double value : values) {
                sum += value;
            }
            return sum / values.length;
        }

        private double pastLevel(int candidate) {
            double sum = 0;
            for (int i = candidate - settings.window(); i < candidate; i++) {
                sum += history[i];
            }
            return sum / settings.window();
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(settings.window());
            out.writeInt(settings.neighbours());
            out.writeUTF(settings.distance().name());
            out.writeUTF(settings.weights().name());
            out.writeUTF(settings.space().name());
            out.writeDouble(settings.dayTypePenalty());
            out.writeDouble(settings.levelShift());
            out.writeDouble(settings.agePenalty());
            out.writeInt(requiredHours);
            out.writeInt(leads);
            out.writeLong(start.getEpochSecond());
            out.writeDouble(deviation);
            out.writeInt(length);
            for (int i = 0; i < length; i++) {
                out.writeFloat(history[i]);
            }
            out.writeInt(count);
            for (int i = 0; i < count; i++) {
                out.writeInt(candidates[i]);
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            AnalogueSettings settings = new AnalogueSettings(
                    in.readInt(),
                    in.readInt(),
                    AnalogueSettings.Distance.valueOf(in.readUTF()),
                    AnalogueSettings.Weights.valueOf(in.readUTF()),
                    AnalogueSettings.Space.valueOf(in.readUTF()),
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
            byte[] types = new byte[candidates.length];
            LocalHours hours = new LocalHours(dayTypes, start, history.length + 4 * DAY);
            for (int i = 0; i < candidates.length; i++) {
                candidates[i] = bounded(in.readInt(), history.length);
                if (candidates[i] < settings.window()) {
                    throw new IOException("impossible candidate " + candidates[i]);
                }
                types[i] = ComingDays.types(hours, candidates[i]);
            }
            return new Fitted(
                    settings,
                    dayTypes,
                    requiredHours,
                    leads,
                    start,
                    history,
                    history.length,
                    candidates,
                    types,
                    new PastWindows(history, candidates, settings.window()),
                    candidates.length,
                    deviation);
        }

        private static int bounded(int length, int limit) throws IOException {
            if (length < 0 || length > limit) {
                throw new IOException("impossible length " + length);
            }
            return length;
        }
    }
}
