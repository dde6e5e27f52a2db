@NullMarked
package dev.calima.batch.ingest.reconcile;

import org.jspecify.annotations.NullMarked;
