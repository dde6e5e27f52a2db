/** How sources are asked over HTTP, tried against servers on loopback that misbehave. */
@NullMarked
package dev.calima.batch.ingest.http;

import org.jspecify.annotations.NullMarked;
