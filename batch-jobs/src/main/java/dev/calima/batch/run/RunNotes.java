package dev.calima.batch.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Notes each second how far this process's runs are, outside their transactions, and hears whether one is to stop or was taken
 * away.
 */
@Component
class RunNotes implements DisposableBean {

    private static final long PAUSE_MILLIS = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(RunNotes.class);

    private final RunWriter rows;
    private final Map<Long, LiveRun> live = new ConcurrentHashMap<>();
    private @Nullable ScheduledExecutorService executor;
    private volatile boolean warned;

    RunNotes(DSLContext dsl) {
        this.rows = new RunWriter(dsl);
    }

    /** Begins to follow a run. */
    synchronized void follow(LiveRun run) {
        live.put(run.row().runId(), run);
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("run-notes").factory());
            var noting =
                    executor.scheduleWithFixedDelay(this::noteAll, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            LOG.debug("runs are noted: {}", noting);
        }
    }

    /** Notes a run for the last time. */
    void leave(LiveRun run) {
        live.remove(run.row().runId());
        note(run);
    }

    private void noteAll() {
        live.values().forEach(this::note);
    }

    private void note(LiveRun run) {
        if (run.isLost()) {
            return;
        }
        try {
            Optional<RunState> state = rows.note(
                    run.row(),
                    RunProgress.of(run.row(), run.control().progress().snapshot()),
                    run.control().jobExecutionId());
            if (state.isEmpty()) {
                LOG.warn("run {} was taken away from this worker", run.row().runId());
                run.lose();
            } else if (state.get() == RunState.STOPPING) {
                run.control().stop().give();
            }
            warned = false;
        } catch (RuntimeException e) {
            if (!warned) {
                LOG.warn("how far the runs are cannot be noted just now: {}", e.getMessage());
                warned = true;
            }
        }
    }

    @Override
    public synchronized void destroy() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
