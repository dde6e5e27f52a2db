/** Reads the answers of Open-Meteo's weather interface. Knows no other publisher. */
@NullMarked
package dev.calima.batch.ingest.feed.openmeteo;

import org.jspecify.annotations.NullMarked;
