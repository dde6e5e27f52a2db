/** The read API's answers beside SQL, a constant, Spring MVC with JPA, and Node: CPU for each request, and the slowest answers. */
@NullMarked
package dev.calima.bench.read;

import org.jspecify.annotations.NullMarked;
