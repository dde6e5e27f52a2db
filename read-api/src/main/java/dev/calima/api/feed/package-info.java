/** How the sources stand: asked, answered, loaded, late. */
@NullMarked
package dev.calima.api.feed;

import org.jspecify.annotations.NullMarked;
