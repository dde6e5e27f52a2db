@NullMarked
package dev.calima.batch.backfill;

import org.jspecify.annotations.NullMarked;
