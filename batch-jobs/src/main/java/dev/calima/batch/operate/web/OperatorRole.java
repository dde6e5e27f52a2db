package dev.calima.batch.operate.web;

/** What the holder of a key may do. */
enum OperatorRole {
    /** Everything. */
    OPERATOR,
    /** Look at everything. */
    VIEWER
}
