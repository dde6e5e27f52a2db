/** What the tests of every job share. */
@NullMarked
package dev.calima.batch;

import org.jspecify.annotations.NullMarked;
