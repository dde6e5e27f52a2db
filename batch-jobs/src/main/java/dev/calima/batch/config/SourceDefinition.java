package dev.calima.batch.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where a feed can be asked for, and how far back each run asks again.
 *
 * @param address {@code https://} or {@code s3://} with placeholders such as <code>{station}</code>; see jobs-config/README.md
 * @param each what is asked for once each: network, station or a parameter of a station
 * @param keys what the source calls a station, by our station code, where it has names of its own; several are separated by
 *     commas. When there are any, only these stations are asked for
 * @param windows spans back from now that each run asks for again, increasing
 * @param monthToDate whether the month to date is asked for again each night
 * @param publicationDelay how long after its end an hour is usually there
 * @param lateAfter how long after its end an absent hour is still called not yet
 * @param pageSize how many results a whole page has, where the answer comes in pages; 0 where it does not
 * @param headers names of request headers, and of the environment variable that holds the value of each
 */
public record SourceDefinition(
        AddressTemplate address,
        Each each,
        Map<String, String> keys,
        List<Duration> windows,
        boolean monthToDate,
        Duration publicationDelay,
        Duration lateAfter,
        int pageSize,
        Map<String, String> headers) {

    /** What one request asks for. */
    public enum Each {
        /** Everything at once. */
        NETWORK,
        /** One station. */
        STATION
    }

    /** The source's names of a station; our own code when it has no others. */
    public List<String> keysOf(String station) {
        return List.of(keys.getOrDefault(station, station).split("\\s*,\\s*"));
    }

    public SourceDefinition {
        keys = Map.copyOf(keys);
        windows = List.copyOf(windows);
        headers = Map.copyOf(headers);
    }
}
