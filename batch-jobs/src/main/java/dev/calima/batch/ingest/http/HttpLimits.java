package dev.calima.batch.ingest.http;

import java.time.Duration;

/**
 * How long a source is waited for, and how much is taken from it.
 *
 * @param connect until a connection stands, its TLS included
 * @param silence between two bytes, and until the first
 * @param whole of one attempt, from the request to the last byte
 * @param mostBytes of one answer, as received
 * @param attempts in all, the first included; at least 1
 * @param firstPause before the second attempt, on average; doubles with each further one
 * @param longestPause of one, also where the source asks for a longer one: then it is not asked again
 */
public record HttpLimits(
        Duration connect,
        Duration silence,
        Duration whole,
        long mostBytes,
        int attempts,
        Duration firstPause,
        Duration longestPause) {

    /** For public sources: a file of 4 GiB within half an hour, five attempts within about two minutes. */
    public static final HttpLimits USUAL = new HttpLimits(
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(30),
            4L << 30,
            5,
            Duration.ofSeconds(2),
            Duration.ofSeconds(90));
}
