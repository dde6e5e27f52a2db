package dev.calima.batch.run;

import java.util.Locale;

/**
 * Who tells the platform something.
 *
 * @param name name of an operator's key, account of the machine, or name of a schedule; 1 to 200 characters
 * @param via how
 */
public record Actor(String name, Via via) {

    /** How somebody speaks to us. */
    public enum Via {
        /** By the operator API. */
        API,
        /** By the command line. */
        COMMAND,
        /** By a schedule. */
        SCHEDULE,
        /** Nobody: the platform itself. */
        SUPERVISOR;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Actor {
        String plain = name.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?").strip();
        name = plain.isEmpty() ? "unknown" : plain.length() <= 200 ? plain : plain.substring(0, 200);
    }

    /** The account of this machine that runs this process. */
    public static Actor account() {
        return new Actor(System.getProperty("user.name", "unknown"), Via.COMMAND);
    }
}
