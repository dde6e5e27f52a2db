package dev.calima.batch.config;

/** What one file of a feed covers: an hour that a file covers and does not have is missing at the source. */
public enum Coverage {
    /** All stations of the network. */
    NETWORK,
    /** The one station (or the stations) that it has lines of. */
    STATION
}
