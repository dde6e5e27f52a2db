package dev.calima.batch.operate.web;

import dev.calima.batch.watch.Health;
import dev.calima.batch.watch.Watch;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says how it goes: to whom has the key in detail, to whom asks from this machine in a word. 503 when it is down. */
@RestController
@ConditionalOnWebApplication
class HealthController implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MOST_WAITING = 4;

    private static final Logger LOG = LoggerFactory.getLogger(HealthController.class);

    private final Watch watch;
    private final ExecutorService threads = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().daemon().name("health").factory());

    HealthController(Watch watch) {
        this.watch = watch;
    }

    @GetMapping(OpenPaths.HEALTH)
    ResponseEntity<Object> health(HttpServletRequest request) {
        Health health = look();
        HttpStatus status = health.status() == Health.Status.DOWN ? HttpStatus.SERVICE_UNAVAILABLE : HttpStatus.OK;
        return ResponseEntity.status(status)
                .body(OpenPaths.isWithoutKey(request) ? Map.of("status", health.status()) : health);
    }

    /** Whoever asks wants an answer soon, also while everybody waits for a connection. */
    private Health look() {
        try {
            return Health.of(
                    CompletableFuture.supplyAsync(watch::recent, threads).get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("the database does not answer", e);
            return Health.withoutDatabase(
                    "the database does not answer within " + LIMIT.toSeconds() + " s: see the log, and CALIMA_DB_URL");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.withoutDatabase("interrupted while asking the database");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
