package dev.calima.batch.operate;

import java.util.List;

/** The environment cannot be used; the message lists every problem. */
final class SettingsException extends Exception {

    private static final long serialVersionUID = 1;

    SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
