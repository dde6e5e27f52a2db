package dev.calima.batch.trial;

import java.util.List;

/** A trial that cannot be done as it is asked for; nothing was begun. */
public final class TrialRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    TrialRefusedException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    TrialRefusedException(String problem) {
        this(List.of(problem));
    }

    /** What is wrong, one sentence each. */
    public List<String> problems() {
        return problems;
    }
}
