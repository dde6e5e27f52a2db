package dev.calima.batch.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run as its row tells it; what each column means stands in the schema.
 */
public record RunRow(
        long runId,
        String job,
        Map<String, String> parameters,
        Pool pool,
        String requestedBy,
        @Nullable String reason,
        Instant requestedAt,
        @Nullable String schedule,
        @Nullable Instant scheduledFor,
        @Nullable Long backfillId,
        @Nullable String partition,
        RunState state,
        @Nullable RunOutcome outcome,
        @Nullable String message,
        @Nullable UUID workerId,
        long epoch,
        int attempt,
        @Nullable Instant notBefore,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Instant heartbeatAt,
        String phase,
        String unit,
        long done,
        long total,
        @Nullable Instant phaseAt,
        long phaseFrom,
        Map<String, Long> counts,
        @Nullable Long loadId,
        @Nullable Long jobExecutionId) {

    public RunRow {
        parameters = new TreeMap<>(parameters);
        counts = new TreeMap<>(counts);
    }

    /** How many units a second this attempt does in its phase; null while nobody can tell. */
    public @Nullable Double ratePerSecond() {
        if (phaseAt == null || heartbeatAt == null || !heartbeatAt.isAfter(phaseAt) || done <= phaseFrom) {
            return null;
        }
        return (done - phaseFrom)
                * 1000.0
                / Duration.between(phaseAt, heartbeatAt).toMillis();
    }

    /** When the phase will be done at this rate; null while nobody can tell, and when nobody works. */
    public @Nullable Instant etaAt() {
        @Nullable Double rate = ratePerSecond();
        if (rate == null
                || heartbeatAt == null
                || total <= done
                || !(state == RunState.RUNNING || state == RunState.STOPPING)) {
            return null;
        }
        return heartbeatAt.plusMillis(Math.round((total - done) * 1000.0 / rate));
    }
}
