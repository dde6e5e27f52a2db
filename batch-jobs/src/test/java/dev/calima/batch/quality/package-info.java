@NullMarked
package dev.calima.batch.quality;

import org.jspecify.annotations.NullMarked;
