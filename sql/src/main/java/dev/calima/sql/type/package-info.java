/**
 * Column types: small checked words that both applications get with the schema, and how a key is made and checked. Plain Java; no
 * jOOQ here.
 */
@NullMarked
package dev.calima.sql.type;

import org.jspecify.annotations.NullMarked;
