/** Leases on a real server. */
@NullMarked
package dev.calima.batch.ledger;

import org.jspecify.annotations.NullMarked;
