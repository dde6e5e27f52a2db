/** What the read API is measured beside, as processes of their own: Spring MVC with a constant, and with JPA. */
@NullMarked
package dev.calima.bench.read.peer;

import org.jspecify.annotations.NullMarked;
