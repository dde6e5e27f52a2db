@NullMarked
package dev.calima.batch.attached;

import org.jspecify.annotations.NullMarked;
