@NullMarked
package dev.calima.batch.run;

import org.jspecify.annotations.NullMarked;
