/** Makes the jOOQ classes during the build. Not used at run time. */
@NullMarked
package dev.calima.sql.codegen;

import org.jspecify.annotations.NullMarked;
