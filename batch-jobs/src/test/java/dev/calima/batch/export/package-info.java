@NullMarked
package dev.calima.batch.export;

import org.jspecify.annotations.NullMarked;
