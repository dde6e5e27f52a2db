package dev.calima.batch.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the lines of a thread are about: every line written between opening and closing carries it. A thread that works for
 * another takes its context along with {@link #carry}. Opened and closed on the same thread; may be nested.
 */
public final class LogContext implements AutoCloseable {

    /** Name of the job. */
    public static final String JOB = "job";
    /** Number of its execution in Spring Batch's tables. */
    public static final String EXECUTION = "executionId";
    /** Number of the row of {@code calima.run}. */
    public static final String RUN = "runId";
    /** Name of the step. */
    public static final String STEP = "step";
    /** Part of a backfill. */
    public static final String PARTITION = "partition";
    /** The feed. */
    public static final String FEED = "feed";

    private final @Nullable Map<String, String> before;

    private LogContext(@Nullable Map<String, String> before) {
        this.before = before;
    }

    /** Adds to the context; what is null or empty is left out. */
    public static LogContext open(Map<String, ? extends @Nullable Object> about) {
        LogContext context = new LogContext(MDC.getCopyOfContextMap());
        about.forEach((key, value) -> {
            if (value != null && !value.toString().isEmpty()) {
                MDC.put(key, value.toString());
            }
        });
        return context;
    }

    /** Does the work with more in its context; what is null or empty is left out. */
    public static <T> T about(Map<String, ? extends @Nullable Object> about, Supplier<T> work) {
        try (LogContext context = open(about)) {
            return context.supply(work);
        }
    }

    /** The work with the context of the thread that calls this, on whatever thread it is done. */
    public static <T> Callable<T> carry(Callable<T> work) {
        @Nullable Map<String, String> own = MDC.getCopyOfContextMap();
        return () -> {
            try (LogContext context = in(own)) {
                return context.call(work);
            }
        };
    }

    /** As {@link #carry(Callable)}. */
    public static Runnable carry(Runnable work) {
        @Nullable Map<String, String> own = MDC.getCopyOfContextMap();
        return () -> {
            try (LogContext context = in(own)) {
                context.run(work);
            }
        };
    }

    private static LogContext in(@Nullable Map<String, String> own) {
        return open(own == null ? Map.of() : new LinkedHashMap<>(own));
    }

    private <T> T call(Callable<T> work) throws Exception {
        return work.call();
    }

    private <T> T supply(Supplier<T> work) {
        return work.get();
    }

    private void run(Runnable work) {
        work.run();
    }

    @Override
    public void close() {
        if (before == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(before);
        }
    }
}
