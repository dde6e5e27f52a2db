/** The read API through its public door: a real server, a real database, answers worked out by hand. */
@NullMarked
package dev.calima.api;

import org.jspecify.annotations.NullMarked;
