/** What happens when more ask than can be answered soon. */
@NullMarked
package dev.calima.api.crowd;

import org.jspecify.annotations.NullMarked;
