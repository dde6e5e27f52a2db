package dev.calima.batch.operate;

/** What the process says at its end. The same map for every command; scripts may rely on it. */
public enum ExitCode {
    /** Done, or there was nothing to do. */
    OK(0),
    /** It failed; what was committed stays. */
    FAILED(1),
    /** The command was not understood, or names something that is not there. */
    USAGE(2),
    /** Done, but something was refused: see {@code calima rejects}. */
    COMPLETED_WITH_REJECTS(3),
    /** It was told to stop; the same command goes on. */
    STOPPED(4),
    /** Another process is doing this just now. */
    ALREADY_RUNNING(75);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
