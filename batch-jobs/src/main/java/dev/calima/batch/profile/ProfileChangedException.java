package dev.calima.batch.profile;

/** Somebody else has changed the profile in the meantime; nothing was done. */
public final class ProfileChangedException extends Exception {

    private static final long serialVersionUID = 1L;

    ProfileChangedException(String name, int expected, int inUse) {
        super("training profile '" + name + "' is at version " + inUse + ", not " + expected
                + ": look at it again, and repeat the change on what it says now");
    }
}
