package dev.calima.batch.ingest;

import java.util.Collection;
import java.util.TreeSet;

/** There is no such feed; the message names those there are. */
public final class UnknownFeedException extends Exception {

    private static final long serialVersionUID = 1;

    public UnknownFeedException(String name, Collection<String> known) {
        super("there is no feed '" + name + "'; known are " + String.join(", ", new TreeSet<>(known))
                + " (one file each in jobs-config/feeds)");
    }
}
