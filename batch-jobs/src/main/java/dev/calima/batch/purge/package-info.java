/** Retention: takes away what {@code jobs-config/retention.yaml} no longer keeps, in small transactions. Never an observation, nor a change of one. */
@NullMarked
package dev.calima.batch.purge;

import org.jspecify.annotations.NullMarked;
