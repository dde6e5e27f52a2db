/**
 * How days of observations are written: what is new, what changes, the log of changes, and which days have become stale. All
 * of it in the caller's transaction. Knows no file, no feed and no job.
 */
@NullMarked
package dev.calima.batch.observation;

import org.jspecify.annotations.NullMarked;
