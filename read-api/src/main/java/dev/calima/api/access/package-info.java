/**
 * Who asks, and how much: keys, quotas over all nodes, and what a caller has used. Knows no data; reaches the database as
 * {@code calima_gate}, which sees none.
 */
@NullMarked
package dev.calima.api.access;

import org.jspecify.annotations.NullMarked;
