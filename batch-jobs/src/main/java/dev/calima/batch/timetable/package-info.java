/** When something is due: UTC cron, or a wish in local time turned into UTC. Arithmetic only: no clock, no table, no job. */
@NullMarked
package dev.calima.batch.timetable;

import org.jspecify.annotations.NullMarked;
