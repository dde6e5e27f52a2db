/**
 * The kill harness: it loads, trains and forecasts in processes of their own, kills them, their database and the line between at
 * moments drawn from a seed, and compares what is there in the end with what an undisturbed run leaves. What is promised stands in
 * {@code docs/reliability.md}.
 */
@NullMarked
package dev.calima.bench.kill;

import org.jspecify.annotations.NullMarked;
