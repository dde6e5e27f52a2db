/**
 * Runs: what somebody wants a job to do is a row; workers take rows, do them, and say how far they are; a supervisor gives what a
 * dead worker left to a living one. Knows no job's own logic: each job brings a {@link dev.calima.batch.run.RunnableJob}.
 */
@NullMarked
package dev.calima.batch.run;

import org.jspecify.annotations.NullMarked;
