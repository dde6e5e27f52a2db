@NullMarked
package dev.calima.batch.verify;

import org.jspecify.annotations.NullMarked;
