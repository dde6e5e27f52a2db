package dev.calima.api.access;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Each second gives back what callers did not use, and each five writes down how often keys were used; both at the end too. */
@Component
class Housekeeping implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final int WRITE_EVERY = 5;

    private final Quotas quotas;
    private final KeyUse use;
    private final int windowSeconds;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gate-housekeeping").factory());
    private int round;
    private boolean failing;
    private volatile boolean running;

    Housekeeping(Quotas quotas, KeyUse use, AccessSettings settings) {
        this.quotas = quotas;
        this.use = use;
        this.windowSeconds = settings.quota(CallerRole.ANONYMOUS).windowSeconds();
    }

    @Override
    public void start() {
        running = true;
        var _ = clock.scheduleWithFixedDelay(this::round, 1, 1, TimeUnit.SECONDS);
    }

    private void round() {
        try {
            quotas.tidy(windowSeconds);
            round++;
            if (round % WRITE_EVERY == 0) {
                use.write();
            }
            failing = false;
        } catch (GateClosedException e) {
            if (!failing) {
                LOG.warn("requests are counted later: {}", e.getMessage());
            }
            failing = true;
        } catch (RuntimeException e) {
            LOG.error("failed to tidy the quotas; tried again in a second", e);
        }
    }

    /** After the last request: what is left goes back. */
    @Override
    public void stop() {
        running = false;
        clock.shutdownNow();
        try {
            quotas.giveAllBack();
            use.write();
        } catch (GateClosedException e) {
            LOG.warn("what callers had left is lost until the next window: {}", e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}
