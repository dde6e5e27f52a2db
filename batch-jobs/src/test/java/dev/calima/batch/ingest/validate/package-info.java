/** What the validator believes, value by value. */
@NullMarked
package dev.calima.batch.ingest.validate;

import org.jspecify.annotations.NullMarked;
