package dev.calima.batch.aggregate.compute;

import dev.calima.sql.type.QualityFlag;
import java.util.Arrays;

/** The values of a series over a stretch of UTC days; what lies outside is taken as absent. Filled once, then read. */
public final class Steps {

    private final StepGrid grid;
    private final int firstDay;
    private final long firstStep;
    private final float[] values;
    private final boolean[] published;
    private final long[] changedMicros;

    /** Nothing yet, from one UTC day to another, both included. */
    public Steps(StepGrid grid, int firstDay, int lastDay) {
        int days = Math.max(0, lastDay - firstDay + 1);
        this.grid = grid;
        this.firstDay = firstDay;
        this.firstStep = grid.firstOfDay(firstDay);
        this.values = new float[days * grid.perDay()];
        this.published = new boolean[values.length];
        this.changedMicros = new long[days];
        Arrays.fill(values, Float.NaN);
    }

    /**
     * Lays a UTC day into it. A value counts when its flag says that it may be used and it is a finite number.
     *
     * @param flags as {@link QualityFlag}, one for each step
     * @param dayValues one for each step; what stands at an absent one does not matter
     * @param changed when the day changed last, in microseconds since 1970
     */
    public void lay(int utcDay, byte[] flags, float[] dayValues, long changed) {
        int at = (utcDay - firstDay) * grid.perDay();
        changedMicros[utcDay - firstDay] = changed;
        for (int i = 0; i < Math.min(flags.length, grid.perDay()); i++) {
            published[at + i] = flags[i] != QualityFlag.ABSENT;
            if (QualityFlag.isUsable(flags[i]) && Float.isFinite(dayValues[i])) {
                values[at + i] = dayValues[i];
            }
        }
    }

    public StepGrid grid() {
        return grid;
    }

    /** The usable value of a step; NaN where there is none. */
    public float at(long step) {
        long place = step - firstStep;
        return place >= 0 && place < values.length ? values[(int) place] : Float.NaN;
    }

    /** Copies the usable values of the steps from one to another (excluded), in their order; says how many there are. */
    int usable(long from, long to, float[] into) {
        int count = 0;
        int last = place(to);
        for (int i = place(from); i < last; i++) {
            if (!Float.isNaN(values[i])) {
                into[count++] = values[i];
            }
        }
        return count;
    }

    /** Mean of the steps from one to another (excluded), when so many percent of them are usable; NaN otherwise. */
    double mean(long from, long to, int percent) {
        double sum = 0;
        int there = 0;
        int last = place(to);
        for (int i = place(from); i < last; i++) {
            if (!Float.isNaN(values[i])) {
                sum += values[i];
                there++;
            }
        }
        return CaptureRules.enough(there, (int) (to - from), percent) ? sum / there : Double.NaN;
    }

    private int place(long step) {
        return Math.clamp(step - firstStep, 0, values.length);
    }

    /** Whether anything, usable or not, was published for a step that starts in [from, to). */
    public boolean isPublished(long from, long to) {
        long last = Math.min(grid.firstFrom(to) - firstStep, published.length);
        for (long place = Math.max(0, grid.firstFrom(from) - firstStep); place < last; place++) {
            if (published[(int) place]) {
                return true;
            }
        }
        return false;
    }

    /** The newest change of the UTC days with steps that start in [from, to), in microseconds since 1970; 0 for none. */
    public long changed(long from, long to) {
        long newest = 0;
        long last = Math.floorDiv(grid.firstFrom(to) - 1, grid.perDay()) - firstDay;
        long day = Math.max(0, Math.floorDiv(grid.firstFrom(from), grid.perDay()) - firstDay);
        for (; day <= last && day < changedMicros.length; day++) {
            newest = Math.max(newest, changedMicros[(int) day]);
        }
        return newest;
    }
}
