/** Tests of news from a real queue on loopback. */
@NullMarked
package dev.calima.batch.ingest.inbox;

import org.jspecify.annotations.NullMarked;
