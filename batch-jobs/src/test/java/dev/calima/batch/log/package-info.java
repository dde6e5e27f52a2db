/** Tests of the log: read by a real JSON parser, as whoever collects it would. */
@NullMarked
package dev.calima.batch.log;

import org.jspecify.annotations.NullMarked;
