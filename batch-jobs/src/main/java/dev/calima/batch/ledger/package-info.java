/** Who runs, up to where, and what a dead run left. No job's own logic. */
@NullMarked
package dev.calima.batch.ledger;

import org.jspecify.annotations.NullMarked;
