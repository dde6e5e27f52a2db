/** What was corrected, in the order in which it was. */
@NullMarked
package dev.calima.api.change;

import org.jspecify.annotations.NullMarked;
