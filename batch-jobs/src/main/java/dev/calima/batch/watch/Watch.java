package dev.calima.batch.watch;

import dev.calima.batch.config.JobsConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at the whole operation. Health, metrics and incidents are all made of this one look. Thread-safe. */
@Component
public class Watch {

    /** Whoever asks again within this time is shown the same. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /**
     * One look.
     *
     * @param state the operation
     * @param host name of this machine
     * @param freeBytes free on the disk of the data folder; -1 when nobody can tell
     * @param landingProblem why the landing area cannot be used; null when it can
     * @param findings everything that is wrong
     */
    public record Look(
            OperationState state,
            String host,
            long freeBytes,
            @Nullable String landingProblem,
            List<Finding> findings) {

        public Look {
            findings = List.copyOf(findings);
        }
    }

    private final JobsConfig config;
    private final StateReader reader;
    private final Machine machine;
    private final Rules rules;
    private final Clock clock;

    private @Nullable Look last;
    private long lastNanos;

    Watch(JobsConfig config, StateReader reader, Machine machine, Clock clock) {
        this.config = config;
        this.reader = reader;
        this.machine = machine;
        this.rules = new Rules(config);
        this.clock = clock;
    }

    /** Looks now. */
    public Look now() {
        OperationState state = reader.read(config.feeds().keySet(), clock.instant());
        Machine.State here = machine.look();
        Look look = new Look(state, here.host(), here.freeBytes(), here.landingProblem(), rules.judge(state, here));
        synchronized (this) {
            last = look;
            lastNanos = System.nanoTime();
        }
        return look;
    }

    /** The name of this machine, as findings about it have it. */
    public static String host() {
        return Machine.host();
    }

    /** A look that is at most a few seconds old; many who ask at once cost the database one. */
    public Look recent() {
        synchronized (this) {
            if (last != null && System.nanoTime() - lastNanos < FRESH.toNanos()) {
                return last;
            }
        }
        return now();
    }
}
