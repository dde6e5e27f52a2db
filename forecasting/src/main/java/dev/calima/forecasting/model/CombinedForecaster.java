package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
import dev.calima.forecasting.DayTypes;
import dev.calima.forecasting.FitResult;
import dev.calima.forecasting.Forecaster;
import dev.calima.forecasting.Horizon;
import dev.calima.forecasting.Series;
import dev.calima.forecasting.TrainingProfile;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The mean, in {@link SqrtSpace}, of several algorithms: errors that differ cancel (Bates and Granger 1969; Clemen 1989).
 * By itself it weighs its members alike; a trainer that knows their past errors weighs them by those. It is fitted only
 * when every member is.
 *
 * @param members two or more
 */
public record CombinedForecaster(List<Forecaster> members) implements Forecaster {

    public CombinedForecaster {
        members = List.copyOf(members);
        if (members.size() < 2) {
            throw new IllegalArgumentException("a combination needs two members or more: " + members);
        }
    }

    /** The mean of these. */
    public static CombinedForecaster of(Forecaster... members) {
        return new CombinedForecaster(List.of(members));
    }

    @Override
    public String name() {
        return members.stream().map(Forecaster::name).collect(Collectors.joining("+", "mean(", ")"));
    }

    @Override
    public FitResult fit(Series history, Covariates known, TrainingProfile profile) {
        List<StorableModel> models = new ArrayList<>();
        for (Forecaster member : members) {
            switch (member.fit(history, known, profile)) {
                case FitResult.NotFitted missing -> {
                    return new FitResult.NotFitted(member.name() + ": " + missing.reason());
                }
                case FitResult.Fitted(StorableModel model) -> models.add(model);
                case FitResult.Fitted other -> {
                    return new FitResult.NotFitted(other.model().name() + " cannot be stored");
                }
            }
        }
        return new FitResult.Fitted(Fitted.equal(models));
    }

    /** The fitted members with their weights. */
    public static final class Fitted implements StorableModel {

        private final List<StorableModel> members;
        private final double[] weights;

        private Fitted(List<StorableModel> members, double[] weights) {
            this.members = List.copyOf(members);
            this.weights = weights;
        }

        /** A plain mean. */
        public static Fitted equal(List<StorableModel> members) {
            double[] weights = new double[members.size()];
            Arrays.fill(weights, 1.0 / members.size());
            return new Fitted(members, weights);
        }

        /**
         * A weighted mean.
         *
         * @param weights one per member, finite, not negative, with a sum of 1
         */
        public static Fitted weighted(List<StorableModel> members, double[] weights) {
            double sum = 0;
            for (double weight : weights) {
                if (!(weight >= 0)) {
                    throw new IllegalArgumentException("a weight must not be negative: " + weight);
                }
                sum += weight;
            }
            if (members.size() != weights.length || !(Math.abs(sum - 1) < 1e-6)) {
                throw new IllegalArgumentException("each member needs a weight, and they must add up to 1: " + sum);
            }
            return new Fitted(members, weights.clone());
        }

        @Override
        public String name() {
            return members.stream().map(StorableModel::name).collect(Collectors.joining("+", "mean(", ")"));
        }

        public List<StorableModel> members() {
            return members;
        }

        /** A copy of the weights. */
        public double[] weights() {
            return weights.clone();
        }

        @Override
        public List<String> covariates() {
            return members.stream()
                    .flatMap(member -> member.covariates().stream())
                    .distinct()
                    .toList();
        }

        @Override
        public int requiredHours() {
            return members.stream().mapToInt(StorableModel::requiredHours).max().orElseThrow();
        }

        @Override
        public Horizon reach() {
            return new Horizon(members.stream()
                    .mapToInt(member -> member.reach().steps())
                    .min()
                    .orElseThrow());
        }

        @Override
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            double[] sums = new double[horizon.steps()];
            for (int m = 0; m < weights.length; m++) {
                double[] points = members.get(m).predict(recentHistory, known, origin, horizon);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += weights[m] * SqrtSpace.into(points[i]);
                }
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] = SqrtSpace.back(sums[i]);
            }
            return sums;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(members.size());
            for (int m = 0; m < weights.length; m++) {
                out.writeDouble(weights[m]);
                StorableModel.write(members.get(m), out);
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            int size = in.readInt();
            if (size < 2 || size > 64) {
                throw new IOException("impossible number of members " + size);
            }
            List<StorableModel> members = new ArrayList<>();
            double[] weights = new double[size];
            for (int i = 0; i < size; i++) {
                weights[i] = in.readDouble();
                members.add(StorableModel.read(in, dayTypes));
            }
            return weighted(members, weights);
        }
    }
}
