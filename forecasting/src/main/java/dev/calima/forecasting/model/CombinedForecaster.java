package dev.calima.forecasting.model;

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
import java.util.List;
import java.util.stream.Collectors;

/**
 * The plain mean, in {@link SqrtSpace}, of several algorithms: errors that differ cancel, and equal weights are hard to
 * beat (Bates and Granger 1969; Clemen 1989). It is fitted only when every member is.
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
    public FitResult fit(Series history, TrainingProfile profile) {
        List<StorableModel> models = new ArrayList<>();
        for (Forecaster member : members) {
            switch (member.fit(history, profile)) {
                case FitResult.NotFitted missing -> {
                    return new FitResult.NotFitted(member.name() + ": " + missing.reason());
                }
                case FitResult.Fitted(StorableModel model) -> models.add(model);
                case FitResult.Fitted other -> {
                    return new FitResult.NotFitted(other.model().name() + " cannot be stored");
                }
            }
        }
        return new FitResult.Fitted(new Fitted(models));
    }

    /** The fitted members. */
    public record Fitted(List<StorableModel> members) implements StorableModel {

        public Fitted {
            members = List.copyOf(members);
        }

        @Override
        public String name() {
            return members.stream().map(StorableModel::name).collect(Collectors.joining("+", "mean(", ")"));
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
        public double[] predict(Series recentHistory, Instant origin, Horizon horizon) {
            double[] sums = new double[horizon.steps()];
            for (StorableModel member : members) {
                double[] points = member.predict(recentHistory, origin, horizon);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += SqrtSpace.into(points[i]);
                }
            }
            for (int i = 0; i < sums.length; i++) {
                sums[i] = SqrtSpace.back(sums[i] / members.size());
            }
            return sums;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(members.size());
            for (StorableModel member : members) {
                StorableModel.write(member, out);
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            int size = in.readInt();
            if (size < 2 || size > 64) {
                throw new IOException("impossible number of members " + size);
            }
            List<StorableModel> members = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                members.add(StorableModel.read(in, dayTypes));
            }
            return new Fitted(members);
        }
    }
}
