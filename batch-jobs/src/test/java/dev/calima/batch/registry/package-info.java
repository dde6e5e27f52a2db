@NullMarked
package dev.calima.batch.registry;

import org.jspecify.annotations.NullMarked;
