/** The published files: which there are, and their bytes. */
@NullMarked
package dev.calima.api.export;

import org.jspecify.annotations.NullMarked;
