package dev.calima.api;

import java.util.List;

/** The environment lacks a setting or has a wrong one; the message is one line that names them all. */
public final class InvalidSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidSettingsException(List<String> problems) {
        super("The read API cannot start: " + String.join("; ", problems) + ".");
    }
}
