/**
 * The arithmetic of days, months and years: which steps belong to which local period, and what follows from them. Plain
 * Java that knows no table and no framework. Missing values are NaN; times are seconds since 1970-01-01T00:00Z; days are
 * days since 1970-01-01.
 */
@NullMarked
package dev.calima.batch.aggregate.compute;

import org.jspecify.annotations.NullMarked;
