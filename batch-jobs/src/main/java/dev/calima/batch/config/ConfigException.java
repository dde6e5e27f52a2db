package dev.calima.batch.config;

import java.util.List;

/** The configuration cannot be used; the message lists every problem with its file and key. */
public final class ConfigException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ConfigException(List<String> problems) {
        super("the configuration has " + problems.size() + (problems.size() == 1 ? " problem:" : " problems:")
                + System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", problems));
    }
}
