package dev.calima.batch.backfill;

/** Loads one partition of a backfill. */
final class PartitionJob {

    static final String NAME = "observations-load-backfill";
    static final String BACKFILL = "backfill";
    static final String PARTITION = "partition";

    private PartitionJob() {}
}
