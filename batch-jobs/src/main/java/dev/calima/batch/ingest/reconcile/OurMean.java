package dev.calima.batch.ingest.reconcile;

/** The usable hours of a local day, gathered one by one. */
final class OurMean {

    private double sum;
    private int hours;

    void add(double value) {
        sum += value;
        hours++;
    }

    /** How many hours there are. */
    int hours() {
        return hours;
    }

    /** Their mean; NaN without any. */
    double mean() {
        return sum / hours;
    }
}
