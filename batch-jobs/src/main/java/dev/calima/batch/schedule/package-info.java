/**
 * What is started by itself: schedules as rows, the moments that are due, chains of jobs, and Quartz that wakes us. Starts nothing
 * but runs, and knows no job.
 */
@NullMarked
package dev.calima.batch.schedule;

import org.jspecify.annotations.NullMarked;
