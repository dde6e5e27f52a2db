/** What a file is about, seen by reading it and writing nothing: its days, stations and size. It decides nothing and knows no table. */
@NullMarked
package dev.calima.batch.ingest.sight;

import org.jspecify.annotations.NullMarked;
