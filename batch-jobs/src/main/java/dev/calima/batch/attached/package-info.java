/**
 * Reads series that somebody attaches as a file, CSV or JSON, with covariates known ahead. They need not belong to any
 * station. Knows no table and starts nothing.
 */
@NullMarked
package dev.calima.batch.attached;

import org.jspecify.annotations.NullMarked;
