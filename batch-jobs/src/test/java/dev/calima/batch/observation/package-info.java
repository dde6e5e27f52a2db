@NullMarked
package dev.calima.batch.observation;

import org.jspecify.annotations.NullMarked;
