package dev.calima.batch.ingest.http;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpMessage;
import org.jspecify.annotations.Nullable;

/**
 * How many more questions a host wants: once its answer says {@code x-ratelimit-remaining: 0}, it is left alone for the
 * {@code x-ratelimit-reset} seconds. Thread-safe.
 */
final class Quota {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d+)?");
    private static final double NANOS = 1e9;

    private final Map<String, Long> notBefore = new HashMap<>();

    /** Notes what an answer says. */
    synchronized void note(String host, HttpMessage answer) {
        double remaining = number(answer.getFirstHeader("x-ratelimit-remaining"));
        double reset = number(answer.getFirstHeader("x-ratelimit-reset"));
        if (remaining == 0 && reset > 0) {
            notBefore.put(host, System.nanoTime() + (long) (reset * NANOS));
        } else if (remaining > 0) {
            notBefore.remove(host);
        }
    }

    private static double number(@Nullable Header header) {
        String text = header == null ? "" : header.getValue().strip();
        return SECONDS.matcher(text).matches() ? Double.parseDouble(text) : -1;
    }

    /** How long a host wants to be left alone, in nanoseconds; 0 or less when it may be asked. */
    synchronized long waitNanos(String host) {
        @Nullable Long until = notBefore.get(host);
        return until == null ? 0 : until - System.nanoTime();
    }
}
