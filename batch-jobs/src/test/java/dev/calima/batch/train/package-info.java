@NullMarked
package dev.calima.batch.train;

import org.jspecify.annotations.NullMarked;
