@NullMarked
package dev.calima.batch.aggregate.compute;

import org.jspecify.annotations.NullMarked;
