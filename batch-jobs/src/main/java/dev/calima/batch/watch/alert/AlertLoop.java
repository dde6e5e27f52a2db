package dev.calima.batch.watch.alert;

import dev.calima.batch.config.JobsConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks again and again, in the process that serves. */
@Component
@ConditionalOnWebApplication
class AlertLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(AlertLoop.class);

    private final Alerts alerts;
    private final Duration every;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable Thread thread;

    AlertLoop(Alerts alerts, JobsConfig config) {
        this.alerts = alerts;
        this.every = config.alerts().lookEvery();
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("alerts").start(this::run);
    }

    private void run() {
        try {
            while (!end.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            alerts.look();
        } catch (RuntimeException e) {
            LOG.warn("nobody could look for incidents; it is tried again: {}", e.getMessage(), e);
        }
    }

    @Override
    public void stop() {
        end.countDown();
        @Nullable Thread looking = thread;
        if (looking != null) {
            try {
                looking.join(Channels.LONGEST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
