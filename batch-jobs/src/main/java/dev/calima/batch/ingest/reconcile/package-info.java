/** Compares daily means as published with those of our own hours, and keeps what it finds. Makes no observations. */
@NullMarked
package dev.calima.batch.ingest.reconcile;

import org.jspecify.annotations.NullMarked;
