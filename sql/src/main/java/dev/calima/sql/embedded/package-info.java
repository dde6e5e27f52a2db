/** A real PostgreSQL that needs no installation: the default of {@code ./calima up} and the tests' database. */
@NullMarked
package dev.calima.sql.embedded;

import org.jspecify.annotations.NullMarked;
