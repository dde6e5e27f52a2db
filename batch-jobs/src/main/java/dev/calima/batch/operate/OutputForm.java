package dev.calima.batch.operate;

/** How a command prints its result; the names are those typed after {@code -o}. */
enum OutputForm {
    /** For people. */
    text,
    /** For programs. */
    json
}
