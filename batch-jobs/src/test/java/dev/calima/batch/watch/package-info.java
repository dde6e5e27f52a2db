/** Tests of health, metrics and incidents: what arrives at real servers on loopback, and what a scraper reads. */
@NullMarked
package dev.calima.batch.watch;

import org.jspecify.annotations.NullMarked;
