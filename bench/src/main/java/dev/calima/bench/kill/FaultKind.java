package dev.calima.bench.kill;

/** A way in which something goes wrong. */
enum FaultKind {
    /** {@code kill -9} of the process that works. */
    KILL,
    /** {@code SIGTERM} to it, as the platform sends it before it takes a machine away. */
    TERM,
    /** The database ends the connection that writes the chunk. */
    BACKEND,
    /** The database ends the connection that keeps the lease. */
    LEASE,
    /** Every connection is reset on its way. */
    CUT,
    /** A commit is done, and its answer never arrives. */
    ANSWER,
    /** {@code kill -9} of the database server. */
    POSTMASTER
}
