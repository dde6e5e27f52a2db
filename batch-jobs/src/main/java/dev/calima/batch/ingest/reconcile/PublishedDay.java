package dev.calima.batch.ingest.reconcile;

import java.time.LocalDate;

/**
 * A daily mean as published.
 *
 * @param stationId key of the station
 * @param parameterId key of the parameter
 * @param day local day
 * @param value in the parameter's unit
 * @param lastDigit what one step of its last digit is worth, in the parameter's unit
 * @param valid whether the publisher calls it valid
 */
record PublishedDay(int stationId, short parameterId, LocalDate day, float value, float lastDigit, boolean valid) {

    /** What it is the mean of. */
    Key key() {
        return new Key(stationId, parameterId, day);
    }

    /**
     * A local day of a parameter at a station.
     *
     * @param stationId key of the station
     * @param parameterId key of the parameter
     * @param day local day
     */
    record Key(int stationId, short parameterId, LocalDate day) {}
}
