package dev.calima.batch.ingest.reconcile;

import java.util.Collection;
import java.util.TreeSet;

/** There is no check of this name. */
public final class UnknownCheckException extends Exception {

    private static final long serialVersionUID = 1;

    UnknownCheckException(String name, Collection<String> known) {
        super("there is no check '" + name + "'; known are " + String.join(", ", new TreeSet<>(known))
                + " (one file each in jobs-config/checks)");
    }
}
