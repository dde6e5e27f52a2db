/** In which form an answer is wanted. Knows no noun. */
@NullMarked
package dev.calima.api.format;

import org.jspecify.annotations.NullMarked;
