/** Tests of how bytes come in and are kept, against real servers on loopback. */
@NullMarked
package dev.calima.batch.ingest.fetch;

import org.jspecify.annotations.NullMarked;
