package dev.calima.batch.profile;

import java.util.Collection;
import java.util.TreeSet;

/** There is no such profile, or no such version of it. */
public final class UnknownProfileException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownProfileException(String message) {
        super(message);
    }

    static UnknownProfileException of(String name, Collection<String> known) {
        return new UnknownProfileException("there is no training profile '" + name + "'; known are "
                + new TreeSet<>(known) + " (a file each in jobs-config/training, or given by 'calima profiles set')");
    }
}
