/**
 * Rolls hours up: means of local days, months and years, indices and exceedances of limit values, for exactly what a load
 * has changed. What is computed how is in {@code compute}; here it is read, compared and written.
 */
@NullMarked
package dev.calima.batch.aggregate;

import org.jspecify.annotations.NullMarked;
