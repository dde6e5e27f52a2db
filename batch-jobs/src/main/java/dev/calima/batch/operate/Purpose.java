package dev.calima.batch.operate;

/** What a process is started for. */
enum Purpose {
    /** One command. */
    COMMAND,
    /** To show what is there, with the operator API. */
    SHOW,
    /** As {@link #SHOW}, and to start by itself what the schedules say. */
    SERVE
}
