/** What the process writes down while it works: lines of JSON, what each says it is about, and how they are found again. No job's own logic. */
@NullMarked
package dev.calima.batch.log;

import org.jspecify.annotations.NullMarked;
