@NullMarked
package dev.calima.batch.schedule;

import org.jspecify.annotations.NullMarked;
