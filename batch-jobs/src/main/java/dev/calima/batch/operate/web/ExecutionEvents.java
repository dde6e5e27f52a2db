package dev.calima.batch.operate.web;

import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.StepReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells those who listen how runs change: first how they are, then each change within a second or two. One thread looks for all of
 * them, and only while somebody listens. An event's id is the moment of the look, so that who comes back with the last one is told
 * what ended meanwhile.
 */
@Component
@ConditionalOnWebApplication
class ExecutionEvents implements SmartLifecycle {

    /** So many listen at most. */
    static final int MOST_LISTENERS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(ExecutionEvents.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration ENDED_SHOWN = Duration.ofMinutes(5);
    private static final Duration LONGEST_MEMORY = Duration.ofHours(24);
    private static final int SILENT_LOOKS = 15;
    private static final int MOST_RUNS = 1000;

    private final RunReader runs;
    private final StepReader steps;
    private final Clock clock;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    ExecutionEvents(
            @Qualifier(OperatorConfiguration.OPERATOR + "Runs") RunReader runs,
            @Qualifier(OperatorConfiguration.OPERATOR + "Steps") StepReader steps,
            Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.clock = clock;
    }

    /** Somebody who listens, to one run or to all, and what was said last of each. */
    private static final class Listener {

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final @Nullable Long only;
        private final Instant from;
        private final Map<Long, RunRow> said = new HashMap<>();
        private int silent;

        Listener(@Nullable Long only, Instant from) {
            this.only = only;
            this.from = from;
        }
    }

    /**
     * Begins to tell.
     *
     * @param only of this run; null of all
     * @param lastEventId id of the last event that was heard; null for none
     * @throws OperatorProblem when too many listen already
     */
    SseEmitter listen(@Nullable Long only, @Nullable String lastEventId) {
        if (listeners.size() >= MOST_LISTENERS) {
            throw new OperatorProblem(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    MOST_LISTENERS + " listen already: ask for the executions from time to time instead");
        }
        Listener listener = new Listener(only, from(lastEventId));
        listener.emitter.onCompletion(() -> listeners.remove(listener));
        listener.emitter.onTimeout(() -> listeners.remove(listener));
        listener.emitter.onError(_ -> listeners.remove(listener));
        try {
            listener.emitter.send(SseEmitter.event().comment("listening")); // the answer begins at once
        } catch (IOException e) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "nobody listens any more");
        }
        listeners.add(listener);
        Thread looking = thread;
        if (looking != null) {
            LockSupport.unpark(looking);
        }
        return listener.emitter;
    }

    private Instant from(@Nullable String lastEventId) {
        Instant now = clock.instant();
        Instant usual = now.minus(ENDED_SHOWN);
        if (lastEventId == null || !lastEventId.matches("\\d{1,15}")) {
            return usual;
        }
        Instant last = Instant.ofEpochMilli(Long.parseLong(lastEventId)).minus(LOOK.multipliedBy(2));
        return last.isBefore(now.minus(LONGEST_MEMORY)) || last.isAfter(now) ? usual : last;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("execution-events").start(this::look);
    }

    @Override
    public void stop() {
        running = false;
        Thread looking = thread;
        if (looking != null) {
            LockSupport.unpark(looking);
        }
        listeners.forEach(listener -> listener.emitter.complete());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void look() {
        while (running) {
            try {
                if (!listeners.isEmpty()) {
                    tellAll();
                }
            } catch (RuntimeException e) {
                LOG.warn("listeners are told nothing just now: {}", e.getMessage()); // the database is away
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private void tellAll() {
        long now = clock.millis();
        Instant oldest = clock.instant();
        for (Listener listener : listeners) {
            oldest = listener.only == null && listener.from.isBefore(oldest) ? listener.from : oldest;
        }
        List<RunRow> changed = runs.aliveOrEndedSince(oldest.minus(ENDED_SHOWN), MOST_RUNS);
        listeners.removeIf(listener -> !isThere(listener, changed, now));
    }

    /** Tells a listener, and whether it still listens. */
    private boolean isThere(Listener listener, List<RunRow> changed, long now) {
        try {
            tell(listener, changed, now);
            return true;
        } catch (IOException | IllegalStateException e) {
            LOG.debug("a listener is gone: {}", e.getMessage());
            return false;
        }
    }

    private void tell(Listener listener, List<RunRow> changed, long now) throws IOException {
        boolean silent = true;
        if (listener.only != null) {
            Optional<RunRow> run = runs.find(listener.only);
            silent = run.isEmpty() || !tell(listener, run.get(), now);
        } else {
            for (RunRow run : changed) {
                boolean old = run.endedAt() != null
                        && run.endedAt().isBefore(listener.from)
                        && !listener.said.containsKey(run.runId());
                silent &= old || !tell(listener, run, now);
            }
        }
        listener.silent = silent ? listener.silent + 1 : 0;
        if (listener.silent % SILENT_LOOKS == SILENT_LOOKS - 1) {
            listener.emitter.send(SseEmitter.event().comment("alive"));
        }
    }

    /** Tells of a run unless it is as it was told last; whether it was told. */
    private boolean tell(Listener listener, RunRow run, long now) throws IOException {
        if (run.equals(listener.said.put(run.runId(), run))) {
            return false;
        }
        ExecutionResponse response = listener.only == null
                ? ExecutionResponse.of(run)
                : ExecutionResponse.of(
                        run,
                        steps.counts(run),
                        steps.steps(run),
                        steps.worker(run.workerId()).orElse(null));
        listener.emitter.send(SseEmitter.event()
                .id(String.valueOf(now))
                .name("execution")
                .data(response, MediaType.APPLICATION_JSON));
        return true;
    }
}
