/** The command line: starts the jobs, shows how far they are, says what came out. Thin. */
@NullMarked
package dev.calima.batch.operate;

import org.jspecify.annotations.NullMarked;
