package dev.calima.deploy;

import java.util.List;

/** The settings of a stage do not hold; the message lists every problem. */
public final class StageSettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    StageSettingsException(List<String> problems) {
        super("calima deploy: " + String.join(System.lineSeparator() + "calima deploy: ", problems));
    }
}
