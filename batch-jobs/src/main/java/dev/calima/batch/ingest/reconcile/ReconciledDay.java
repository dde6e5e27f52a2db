package dev.calima.batch.ingest.reconcile;

import java.time.LocalDate;

/**
 * A day whose published mean and ours differ by more than the last digit.
 *
 * @param station code of the station
 * @param parameter our code
 * @param day local day
 * @param published in the parameter's unit
 * @param ours in the parameter's unit
 * @param hours how many usable hours ours is the mean of
 */
public record ReconciledDay(
        String station, String parameter, LocalDate day, double published, double ours, int hours) {}
