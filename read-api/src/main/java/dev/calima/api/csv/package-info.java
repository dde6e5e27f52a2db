/** How tables are written as CSV (RFC 4180). Knows no noun. */
@NullMarked
package dev.calima.api.csv;

import org.jspecify.annotations.NullMarked;
