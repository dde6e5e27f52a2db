/** What the jobs have done and do, as far as the public may see it. */
@NullMarked
package dev.calima.api.job;

import org.jspecify.annotations.NullMarked;
