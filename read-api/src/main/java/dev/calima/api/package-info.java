/** The public read API: starts it and checks its settings. Answers live in one package for each noun. */
@NullMarked
package dev.calima.api;

import org.jspecify.annotations.NullMarked;
