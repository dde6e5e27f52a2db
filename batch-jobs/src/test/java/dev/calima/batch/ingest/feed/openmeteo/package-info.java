/** Answers of Open-Meteo, recorded and broken. */
@NullMarked
package dev.calima.batch.ingest.feed.openmeteo;

import org.jspecify.annotations.NullMarked;
