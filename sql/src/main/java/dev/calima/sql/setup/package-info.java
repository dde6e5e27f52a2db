/** Brings a PostgreSQL to the state that the applications need: schema, roles, passwords. No queries of theirs. */
@NullMarked
package dev.calima.sql.setup;

import org.jspecify.annotations.NullMarked;
