/** All stations over some hours in one answer, for maps that move. */
@NullMarked
package dev.calima.api.frame;

import org.jspecify.annotations.NullMarked;
