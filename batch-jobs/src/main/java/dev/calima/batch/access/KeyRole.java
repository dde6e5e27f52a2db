package dev.calima.batch.access;

/** What a key is for; the names are those typed, and those of the database. */
public enum KeyRole {
    /** Reads. */
    reader,
    /** Reads much. */
    partner,
    /** Runs the platform: the operator API lets it in too. */
    operator,
    /** Is responsible for the platform; may what an operator may. */
    admin;

    /** Whether the operator API lets it in. */
    public boolean operates() {
        return this == operator || this == admin;
    }
}
