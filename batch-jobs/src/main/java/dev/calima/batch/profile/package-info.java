/** Training profiles: those of {@code jobs-config/training}, and what was changed of them at run time, version by version. */
@NullMarked
package dev.calima.batch.profile;

import org.jspecify.annotations.NullMarked;
