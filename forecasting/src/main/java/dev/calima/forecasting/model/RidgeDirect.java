package dev.calima.forecasting.model;

import dev.calima.forecasting.Covariates;
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
import java.util.ArrayList;
import java.util.List;

/**
 * Direct multi-output ridge regression: one linear map from the recent past to every lead at once, in
 * {@link SqrtSpace}. Direct rather than recursive, so errors do not feed on themselves (Ben Taieb et al. 2012).
 *
 * <p>Inputs are those of {@link RidgeInputs}, the deviations of the recent past from its daily profile and the
 * covariates of the hours ahead; the outputs are the deviations at every lead.
 *
 * <p>Examples are past origins at the local hour at which the history ends, one a day, so fit for the hour of the day
 * from which forecasts are wanted. Examples count less with age: half at {@code sampleHalfLifeDays} while the history is
 * short, stretched up to 1000 days when it spans several years. Gaps are filled in inputs and outputs of the training;
 * an example with more than half of its last day or of its outputs missing is left out.
 */
public final class RidgeDirect implements Forecaster {

    static final String NAME = "ridge-direct";

    private static final int DAY = 24;
    private static final int WEEK = 168;

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
        return new RidgeRefits(history, known, profile);
    }

    /** Coefficients, a row per input, in single precision: half the bytes, and the rounding is far below any error of the model. */
    public static final class Fitted implements StorableModel {

        private final DayTypes dayTypes;
        private final int window;
        private final List<String> covariates;
        private final float lambda;
        private final float[] intercepts;
        private final float[][] coefficients;

        private Fitted(
                DayTypes dayTypes,
                int window,
                List<String> covariates,
                float lambda,
                float[] intercepts,
                float[][] coefficients) {
            this.dayTypes = dayTypes;
            this.window = window;
            this.covariates = List.copyOf(covariates);
            this.lambda = lambda;
            this.intercepts = intercepts;
            this.coefficients = coefficients;
        }

        static Fitted of(DayTypes dayTypes, int window, List<String> covariates, RidgeSolver solved) {
            return new Fitted(
                    dayTypes,
                    window,
                    covariates,
                    (float) solved.lambda(),
                    Rows.single(solved.intercepts()),
                    Rows.single(solved.coefficients()));
        }

        boolean isFinite() {
            return Rows.isFinite(intercepts) && Rows.isFinite(coefficients);
        }

        @Override
        public String name() {
            return NAME;
        }

        /** The penalty chosen by leave-one-out. */
        public double lambda() {
            return lambda;
        }

        @Override
        public List<String> covariates() {
            return covariates;
        }

        @Override
        public int requiredHours() {
            return window;
        }

        @Override
        public Horizon reach() {
            return new Horizon(intercepts.length);
        }

        @Override
        public double[] predict(Series recentHistory, Covariates known, Instant origin, Horizon horizon) {
            double[] z = SqrtSpace.into(RecentPast.before(recentHistory, origin, window));
            double[] filled = GapFilling.fill(z, DAY);
            int leads = horizon.steps();
            Instant first = origin.minusSeconds(3600L * window);
            LocalHours hours = new LocalHours(dayTypes, first, window + Math.max(leads, 4 * DAY));
            DailyProfile daily = new DailyProfile(z, hours, 0, window);
            double[] x = new RidgeInputs(filled, hours, first, known, covariates).at(daily, window);
            double[] points = new double[leads];
            Rows.add(points, 1, intercepts, leads);
            for (int j = 0; j < x.length; j++) {
                Rows.add(points, x[j], coefficients[j], leads);
            }
            for (int k = 0; k < leads; k++) {
                points[k] = SqrtSpace.back(daily.at(hours, window + k) + points[k]);
            }
            return points;
        }

        void writeTo(DataOutput out) throws IOException {
            out.writeInt(window);
            out.writeInt(covariates.size());
            for (String name : covariates) {
                out.writeUTF(name);
            }
            out.writeFloat(lambda);
            out.writeInt(intercepts.length);
            out.writeInt(coefficients.length);
            for (int k = 0; k < intercepts.length; k++) {
                out.writeFloat(intercepts[k]);
                for (float[] row : coefficients) {
                    out.writeFloat(row[k]);
                }
            }
        }

        static Fitted readFrom(DataInput in, DayTypes dayTypes) throws IOException {
            int window = in.readInt();
            int count = in.readInt();
            List<String> covariates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                covariates.add(in.readUTF());
            }
            float lambda = in.readFloat();
            Horizon leads = new Horizon(in.readInt());
            int inputs = in.readInt();
            if (inputs != RidgeInputs.OWN + count * RidgeInputs.PER_COVARIATE || window < WEEK) {
                throw new IOException("the stored regression has other inputs than this version");
            }
            float[] intercepts = new float[leads.steps()];
            float[][] coefficients = new float[inputs][leads.steps()];
            for (int k = 0; k < intercepts.length; k++) {
                intercepts[k] = in.readFloat();
                for (float[] row : coefficients) {
                    row[k] = in.readFloat();
                }
            }
            return new Fitted(dayTypes, window, covariates, lambda, intercepts, coefficients);
        }
    }
}
