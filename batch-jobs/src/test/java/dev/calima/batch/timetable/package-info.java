@NullMarked
package dev.calima.batch.timetable;

import org.jspecify.annotations.NullMarked;
