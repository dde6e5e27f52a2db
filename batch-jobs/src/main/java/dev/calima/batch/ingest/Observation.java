package dev.calima.batch.ingest;

/**
 * A reading that is believed: some hours of one parameter at one station, in the parameter's unit and in UTC. The arrays
 * are the validator's own and are used again for the next reading.
 */
public final class Observation {

    private final int stationId;
    private final short parameterId;
    private final int hours;
    private final long[] epochHours;
    private final float[] values;
    private final byte[] flags;

    /**
     * @param stationId key of the station
     * @param parameterId key of the parameter
     * @param hours how many elements of the arrays count
     * @param epochHours start of each hour, in hours since 1970-01-01T00:00Z
     * @param values in the parameter's unit
     * @param flags codes of {@link dev.calima.sql.type.QualityFlag}
     */
    public Observation(int stationId, short parameterId, int hours, long[] epochHours, float[] values, byte[] flags) {
        this.stationId = stationId;
        this.parameterId = parameterId;
        this.hours = hours;
        this.epochHours = epochHours;
        this.values = values;
        this.flags = flags;
    }

    public int stationId() {
        return stationId;
    }

    public short parameterId() {
        return parameterId;
    }

    public int hours() {
        return hours;
    }

    /** Start of the i-th hour, in hours since 1970-01-01T00:00Z. */
    public long epochHour(int i) {
        return epochHours[i];
    }

    /** Value of the i-th hour, in the parameter's unit. */
    public float value(int i) {
        return values[i];
    }

    /** Flag of the i-th hour. */
    public byte flag(int i) {
        return flags[i];
    }
}
