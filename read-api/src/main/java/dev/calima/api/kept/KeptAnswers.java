package dev.calima.api.kept;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Answers by what was asked. All of them are from one version of the data and from one minute: whether a forecast is stale or a
 * period over changes at whole minutes. What is of another version or minute is forgotten at once. Thread-safe.
 */
@Component
class KeptAnswers {

    /** Together, in bytes; what comes when they are full is not kept until the next version or minute. */
    private static final long MOST_BYTES = 32L << 20;

    private final Clock clock;
    private volatile Generation generation = new Generation("", Instant.EPOCH);

    KeptAnswers(Clock clock) {
        this.clock = clock;
    }

    /** The minute in which an answer is made. */
    Instant minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    @Nullable KeptAnswer find(String version, Instant minute, String question) {
        Generation now = generation;
        return now.is(version, minute) ? now.answers.get(question) : null;
    }

    /**
     * @param version from before the answer was begun
     * @param minute from before the answer was begun
     */
    void keep(String version, Instant minute, String question, KeptAnswer answer) {
        Generation now = generation;
        if (!now.is(version, minute)) {
            now = new Generation(version, minute);
            generation = now;
        }
        now.keep(question, answer);
    }

    private static final class Generation {

        private final String version;
        private final Instant minute;
        private final Map<String, KeptAnswer> answers = new ConcurrentHashMap<>();
        private final AtomicLong bytes = new AtomicLong();

        private Generation(String version, Instant minute) {
            this.version = version;
            this.minute = minute;
        }

        private boolean is(String otherVersion, Instant otherMinute) {
            return version.equals(otherVersion) && minute.equals(otherMinute);
        }

        private void keep(String question, KeptAnswer answer) {
            long size = (long) answer.body().length + question.getBytes(StandardCharsets.UTF_8).length;
            if (bytes.addAndGet(size) > MOST_BYTES || answers.putIfAbsent(question, answer) != null) {
                bytes.addAndGet(-size);
            }
        }
    }
}
