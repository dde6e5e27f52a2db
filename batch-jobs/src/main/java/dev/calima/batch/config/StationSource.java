package dev.calima.batch.config;

/** Where a feed's stations come from. */
public enum StationSource {
    /** From the network's file; lines of others are refused. */
    LISTED,
    /** A station that is not in the network's file is made when a line tells its name and place. */
    DISCOVERED
}
