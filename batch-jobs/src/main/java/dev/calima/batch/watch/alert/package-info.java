/** Incidents: what is wrong by the rules, kept as rows, and told to each channel once when it begins and once when it is over. */
@NullMarked
package dev.calima.batch.watch.alert;

import org.jspecify.annotations.NullMarked;
