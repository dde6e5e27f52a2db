package dev.calima.batch.ingest.reconcile;

import java.time.YearMonth;

/**
 * What comparing the days of a parameter in a local month found, over all stations.
 *
 * @param month the month
 * @param parameter our code
 * @param equal days whose mean, rounded as published, is the published one
 * @param lastDigit days that differ by one step of the last published digit
 * @param differing days that differ by more
 * @param onlyPublished days valid as published for which we have too few usable hours
 * @param onlyOurs days for which we have enough and that are not valid, or not there, as published
 */
public record ReconciledMonth(
        YearMonth month, String parameter, int equal, int lastDigit, int differing, int onlyPublished, int onlyOurs) {

    /** Days with both means. */
    public int compared() {
        return equal + lastDigit + differing;
    }
}
