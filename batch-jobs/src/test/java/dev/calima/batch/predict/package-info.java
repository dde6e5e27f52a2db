@NullMarked
package dev.calima.batch.predict;

import org.jspecify.annotations.NullMarked;
