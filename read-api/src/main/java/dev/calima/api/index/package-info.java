/** Air-quality indices as published versions of bands: which there are, what bands values are in, and the days. */
@NullMarked
package dev.calima.api.index;

import org.jspecify.annotations.NullMarked;
