package dev.calima.bench.read;

import java.util.Locale;

/**
 * What a while of asking has shown.
 *
 * @param requests answered in the time that counts
 * @param nanos how long that was
 * @param cpuMicros processor time of what was measured, the client apart
 * @param latencies how long each answer took
 */
record Load(long requests, long nanos, long cpuMicros, LoadClient.Latencies latencies) {

    private static final double P99 = 0.99;

    /** Processor time for each request, in microseconds. */
    double cpuPerRequest() {
        return (double) cpuMicros / requests;
    }

    double perSecond() {
        return requests * 1e9 / nanos;
    }

    double p99Millis() {
        return latencies.quantileMillis(P99);
    }

    /** One line to be read. */
    String text(String name) {
        return String.format(
                Locale.ROOT,
                "%-34s %,10.0f/s  %,9.1f us CPU a request  p50 %.2f ms  p99 %.2f ms",
                name,
                perSecond(),
                cpuPerRequest(),
                latencies.quantileMillis(0.5),
                p99Millis());
    }
}
