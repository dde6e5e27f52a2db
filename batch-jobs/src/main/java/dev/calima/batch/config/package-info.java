/** What stands in jobs-config, as checked records. Knows no Spring and no SQL. */
@NullMarked
package dev.calima.batch.config;

import org.jspecify.annotations.NullMarked;
