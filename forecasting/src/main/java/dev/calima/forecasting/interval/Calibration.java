package dev.calima.forecasting.interval;

import dev.calima.forecasting.Forecast;
import dev.calima.forecasting.QuantileGrid;
import dev.calima.forecasting.prepare.SqrtSpace;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What the past errors of a model say about its next ones: per lead, the amount to add to a point forecast in
 * {@link SqrtSpace} to reach each level of {@link QuantileGrid#DENSE}. Immutable; kept in single precision.
 */
public final class Calibration {

    private static final QuantileGrid GRID = QuantileGrid.DENSE;

    private final float[][] offsets;
    private final float[] widening;

    private Calibration(float[][] offsets, float[] widening) {
        this.offsets = offsets;
        this.widening = widening;
    }

    /** From the errors known now, widened by lead day. */
    static Calibration of(ErrorPools.Quantiles errors, int leads, Widening widening) {
        float[][] offsets = new float[leads][GRID.size()];
        int[] every = IntStream.range(0, GRID.size()).toArray();
        double[] row = new double[GRID.size()];
        for (int lead = 1; lead <= leads; lead++) {
            errors.spread(lead, widening, every, row);
            for (int i = 0; i < row.length; i++) {
                offsets[lead - 1][i] = (float) row[i];
            }
        }
        double[] inner = widening.logs();
        float[] logs = new float[inner.length];
        for (int day = 0; day < logs.length; day++) {
            logs[day] = (float) inner[day];
        }
        return new Calibration(offsets, logs);
    }

    /** The quantiles around one point forecast from offsets, rounded as they are kept, into a row of many. */
    static void around(double point, double[] offsets, double[] into, int from) {
        double z = SqrtSpace.into(point);
        double floor = 0;
        for (int i = 0; i < offsets.length; i++) {
            floor = Math.max(floor, SqrtSpace.back(z + (float) offsets[i]));
            into[from + i] = floor;
        }
    }

    /** How many leads it knows. */
    public int leads() {
        return offsets.length;
    }

    /** Factor by which intervals of a lead day (1-based) were widened (above 1) or narrowed to meet their coverage. */
    public double widening(int leadDay) {
        return StrictMath.exp(widening[leadDay - 1]);
    }

    /**
     * The quantiles around point forecasts: {@code q(p) = back(into(point) + offset(lead, p))}, floored at 0.
     *
     * @param points one finite value per lead, at most {@link #leads()}
     */
    public Forecast around(String method, Instant origin, double[] points) {
        double[][] rows = new double[points.length][GRID.size()];
        for (int lead = 0; lead < points.length; lead++) {
            double z = SqrtSpace.into(points[lead]);
            double floor = 0;
            for (int i = 0; i < GRID.size(); i++) {
                floor = Math.max(floor, SqrtSpace.back(z + offsets[lead][i]));
                rows[lead][i] = floor;
            }
        }
        return Forecast.of(method, origin, GRID, rows);
    }

    /** Appends the state to a stream. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeInt(offsets.length);
        out.writeInt(GRID.size());
        for (float[] row : offsets) {
            for (float offset : row) {
                out.writeFloat(offset);
            }
        }
        out.writeInt(widening.length);
        for (float log : widening) {
            out.writeFloat(log);
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Calibration readFrom(DataInput in) throws IOException {
        int leads = in.readInt();
        if (leads < 1 || leads > 10_000 || in.readInt() != GRID.size()) {
            throw new IOException("the stored calibration has other levels than this version");
        }
        float[][] offsets = new float[leads][GRID.size()];
        for (float[] row : offsets) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.readFloat();
            }
        }
        int days = in.readInt();
        if (days < 1 || days > leads) {
            throw new IOException("impossible number of lead days " + days);
        }
        float[] widening = new float[days];
        for (int i = 0; i < days; i++) {
            widening[i] = in.readFloat();
        }
        return new Calibration(offsets, widening);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that
                && Arrays.deepEquals(offsets, that.offsets)
                && Arrays.equals(widening, that.widening);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.deepHashCode(offsets) + Arrays.hashCode(widening);
    }
}
