/** One jOOQ converter for each column type. No rules here: they stand in the types. */
@NullMarked
package dev.calima.sql.convert;

import org.jspecify.annotations.NullMarked;
