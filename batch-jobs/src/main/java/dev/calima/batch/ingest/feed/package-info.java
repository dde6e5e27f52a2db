/** One class for each publisher's format, plain Java: turns bytes into readings and checks nothing else. */
@NullMarked
package dev.calima.batch.ingest.feed;

import org.jspecify.annotations.NullMarked;
