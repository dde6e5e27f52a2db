package dev.calima.batch.run;

import java.util.Collection;
import java.util.TreeSet;

/** There is no such job. */
public final class UnknownJobException extends Exception {

    private static final long serialVersionUID = 1;

    UnknownJobException(String name, Collection<String> known) {
        super("there is no job '" + printable(name) + "'; known are " + new TreeSet<>(known));
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() <= 100 ? plain : plain.substring(0, 100) + "...";
    }
}
