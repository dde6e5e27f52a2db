package dev.calima.batch.attached;

import java.util.List;

/** An attached file that cannot be used; the message lists what is wrong, with line numbers. */
public final class SeriesFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    SeriesFileException(String file, List<String> problems) {
        super(file + ": " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, one sentence each, with the line or element where it is; at most 20. */
    public List<String> problems() {
        return problems;
    }
}
