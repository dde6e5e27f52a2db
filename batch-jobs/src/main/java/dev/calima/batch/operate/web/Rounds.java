package dev.calima.batch.operate.web;

import dev.calima.batch.Bell;
import dev.calima.batch.StopSignal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own that does a round of work whenever its bell rings, and from time to time without. A round that fails
 * is followed by the next; ending waits for the chunk in hand.
 */
final class Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_CHUNK = Duration.ofSeconds(60);

    private final String name;
    private final Bell bell;
    private final Duration pause;
    private final StopSignal stop;
    private final Runnable round;

    private volatile boolean running;
    private @Nullable Thread thread;

    /**
     * @param name of the thread, and in the log
     * @param pause the longest time between two rounds
     */
    Rounds(String name, Bell bell, Duration pause, StopSignal stop, Runnable round) {
        this.name = name;
        this.bell = bell;
        this.pause = pause;
        this.stop = stop;
        this.round = round;
    }

    void start() {
        running = true; // before the thread looks
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    void stop() {
        stop.give();
        running = false;
        Thread busy = thread;
        if (busy != null) {
            bell.ring();
            try {
                busy.join(LONGEST_CHUNK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    boolean isRunning() {
        return running;
    }

    private void run() {
        while (running && !stop.isGiven()) {
            try {
                round.run();
                bell.await(pause);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("{}: a round failed, the next one tries again: {}", name, e.getMessage(), e); // no database
                LockSupport.parkNanos(FAILURE_PAUSE.toNanos());
            }
        }
    }
}
