package dev.calima.batch.run;

/** A command was told to end while its run waited for the database or for room on the disk; the run is stopped. */
public final class StoppedWaitingException extends Exception {

    private static final long serialVersionUID = 1;

    StoppedWaitingException(long runId, String why) {
        super("run " + runId + " was stopped while it waited (" + why + "); the same command goes on");
    }
}
