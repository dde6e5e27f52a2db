package dev.calima.batch.schedule;

import java.util.Collection;
import java.util.TreeSet;

/** There is no such schedule. */
public final class UnknownScheduleException extends Exception {

    private static final long serialVersionUID = 1;
    private static final int LONGEST = 100;

    UnknownScheduleException(String name, Collection<String> known) {
        super("there is no schedule '" + printable(name) + "'; known are " + new TreeSet<>(known)
                + " (jobs-config/schedules.yaml)");
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...";
    }
}
