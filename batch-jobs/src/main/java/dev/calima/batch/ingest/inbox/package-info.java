/** News of objects in S3: taken from the queue or a listing, kept in a table, and loaded one by one. Knows no format. */
@NullMarked
package dev.calima.batch.ingest.inbox;

import org.jspecify.annotations.NullMarked;
