/** Publishes files of all hourly values: by network, parameter and local year, as CSV and as Parquet, with a manifest. */
@NullMarked
package dev.calima.batch.export;

import org.jspecify.annotations.NullMarked;
