package dev.calima.batch.config;

import java.util.function.Consumer;

/** Looks at what a feed says to its format, which the configuration itself does not understand. */
@FunctionalInterface
public interface FeedCheck {

    /** Tells every problem of a feed, each with its file and key. */
    void check(FeedDefinition feed, Consumer<String> problems);
}
