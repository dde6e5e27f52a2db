package dev.calima.batch.run;

import java.util.Locale;

/** What a run may be told, and in which states it takes it. */
public enum RunVerb {
    STOP("nothing is to be stopped"),
    RESTART("only one that failed or was stopped can be restarted; to do it once more, start the job again"),
    RECOVER("only one whose worker has been silent for " + Heart.LIFE.toSeconds()
            + " s can be recovered; one that failed or was stopped is restarted"),
    ABANDON("only one that failed, was stopped, or waits can be given up; stop it first");

    private final String otherwise;

    RunVerb(String otherwise) {
        this.otherwise = otherwise;
    }

    /** As it stands in the audit and in addresses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isTakenIn(RunState state) {
        boolean halted = state == RunState.FAILED || state == RunState.STOPPED;
        return switch (this) {
            case STOP -> state.isAlive();
            case RESTART -> halted;
            case RECOVER -> state == RunState.RUNNING || state == RunState.STOPPING;
            case ABANDON -> halted || state == RunState.QUEUED;
        };
    }

    /** Why a run does not take it, and what to do instead. */
    String refusal(RunRow run) {
        boolean isOver = run.state() == RunState.COMPLETED || run.state() == RunState.ABANDONED;
        String instead = otherwise;
        if (this == ABANDON && isOver) {
            instead = "there is nothing to give up";
        } else if (this == RESTART && run.state().isAlive()) {
            instead = "it is on its way already; wait for it, or stop it first";
        }
        return "run " + run.runId() + " is " + run.state().code() + ": " + instead;
    }
}
