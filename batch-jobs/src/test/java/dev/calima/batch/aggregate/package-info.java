@NullMarked
package dev.calima.batch.aggregate;

import org.jspecify.annotations.NullMarked;
