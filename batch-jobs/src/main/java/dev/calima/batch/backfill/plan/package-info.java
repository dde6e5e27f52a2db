/** What a backfill would do: its partitions, what each reads, and what that costs. Writes no row. */
@NullMarked
package dev.calima.batch.backfill.plan;

import org.jspecify.annotations.NullMarked;
