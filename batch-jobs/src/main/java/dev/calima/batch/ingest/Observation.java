package dev.calima.batch.ingest;

/**
 * A reading that is believed: some steps of one parameter at one station, in the parameter's unit and in UTC. The arrays
 * are the validator's own and are used again for the next reading.
 */
public final class Observation {

    private final int stationId;
    private final short parameterId;
    private final int stepMinutes;
    private final int phaseMinutes;
    private final int steps;
    private final long[] epochMinutes;
    private final float[] values;
    private final byte[] flags;
    private final byte[] quality;

    /**
     * @param stationId key of the station
     * @param parameterId key of the parameter
     * @param stepMinutes length of each step, a divisor of a day
     * @param phaseMinutes minutes after midnight UTC at which the first step of a UTC day starts, 0 to before stepMinutes
     * @param steps how many elements of the arrays count
     * @param epochMinutes start of each step, in minutes since 1970-01-01T00:00Z
     * @param values in the parameter's unit
     * @param flags bytes of {@link dev.calima.sql.type.QualityFlag}
     * @param quality bits of {@link dev.calima.sql.type.QualityRule} for each step
     */
    public Observation(
            int stationId,
            short parameterId,
            int stepMinutes,
            int phaseMinutes,
            int steps,
            long[] epochMinutes,
            float[] values,
            byte[] flags,
            byte[] quality) {
        this.stationId = stationId;
        this.parameterId = parameterId;
        this.stepMinutes = stepMinutes;
        this.phaseMinutes = phaseMinutes;
        this.steps = steps;
        this.epochMinutes = epochMinutes;
        this.values = values;
        this.flags = flags;
        this.quality = quality;
    }

    public int stationId() {
        return stationId;
    }

    public short parameterId() {
        return parameterId;
    }

    public int stepMinutes() {
        return stepMinutes;
    }

    public int phaseMinutes() {
        return phaseMinutes;
    }

    /** How many steps there are. */
    public int steps() {
        return steps;
    }

    /** Start of the i-th step, in minutes since 1970-01-01T00:00Z. */
    public long epochMinute(int i) {
        return epochMinutes[i];
    }

    /** Value of the i-th step, in the parameter's unit. */
    public float value(int i) {
        return values[i];
    }

    /** Flag of the i-th step. */
    public byte flag(int i) {
        return flags[i];
    }

    /** Rules that speak against the i-th step. */
    public byte quality(int i) {
        return quality[i];
    }
}
