/** Answers that are given again without being made again, for as long as nothing was committed in the database. */
@NullMarked
package dev.calima.api.kept;

import org.jspecify.annotations.NullMarked;
