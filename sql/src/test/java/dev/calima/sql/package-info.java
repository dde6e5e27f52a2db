/** The tests' database, for every module, and the tests of the schema itself. */
@NullMarked
package dev.calima.sql;

import org.jspecify.annotations.NullMarked;
