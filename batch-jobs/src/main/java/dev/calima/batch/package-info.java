/** The batch application: its main class, and the wiring that every job shares. No job's own logic. */
@NullMarked
package dev.calima.batch;

import org.jspecify.annotations.NullMarked;
