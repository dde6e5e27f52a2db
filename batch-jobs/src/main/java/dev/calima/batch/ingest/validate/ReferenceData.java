package dev.calima.batch.ingest.validate;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.FeedParameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The stations and parameters that a load believes in, read once when it starts. */
public final class ReferenceData {

    private final Map<String, Integer> stations;
    private final Map<String, KnownParameter> parameters;
    private final StationDiscovery discovery;

    private final byte[] sameWhenRoundedTo = new byte[Short.MAX_VALUE + 1];

    private ReferenceData(
            FeedDefinition feed,
            Map<String, Integer> stations,
            Map<String, KnownParameter> parameters,
            StationDiscovery discovery) {
        this.stations = Map.copyOf(stations);
        this.parameters = Map.copyOf(parameters);
        this.discovery = discovery;
        Arrays.fill(sameWhenRoundedTo, (byte) -1);
        feed.parameters().forEach((key, parameter) -> {
            KnownParameter known = parameters.get(key);
            if (known != null && parameter.sameWhenRoundedTo() != null) {
                sameWhenRoundedTo[known.stored().id()] =
                        parameter.sameWhenRoundedTo().byteValue();
            }
        });
    }

    /** Decimals to which a parameter's values are compared; -1 when they are compared as they are. */
    int sameWhenRoundedTo(short parameterId) {
        return sameWhenRoundedTo[parameterId];
    }

    /** Key of each station by its published code. */
    Map<String, Integer> stations() {
        return stations;
    }

    /** The feed's parameters by the publisher's key. */
    Map<String, KnownParameter> parameters() {
        return parameters;
    }

    /** Makes stations that are not among {@link #stations()}. */
    StationDiscovery discovery() {
        return discovery;
    }

    /**
     * A parameter as stored.
     *
     * @param id its key
     * @param unit its unit
     * @param plausibleMin smallest value believed, in its unit
     * @param plausibleMax largest value believed, in its unit
     */
    public record StoredParameter(short id, String unit, float plausibleMin, float plausibleMax) {}

    /**
     * Joins a feed's definition with what is stored.
     *
     * @param stations key of each station of the network by its code
     * @param stored every parameter by its code
     * @param discovery makes further stations of the network
     * @throws ConfigException when the feed names a parameter, or a unit, that nobody knows
     */
    public static ReferenceData of(
            FeedDefinition feed,
            Map<String, Integer> stations,
            Map<String, StoredParameter> stored,
            StationDiscovery discovery) {
        Map<String, KnownParameter> parameters = new HashMap<>();
        feed.parameters().forEach((key, parameter) -> parameters.put(key, join(feed, key, parameter, stored)));
        return new ReferenceData(feed, stations, parameters, discovery);
    }

    private static KnownParameter join(
            FeedDefinition feed, String key, FeedParameter parameter, Map<String, StoredParameter> stored) {
        StoredParameter known = stored.get(parameter.parameter().value());
        if (known == null) {
            throw new ConfigException(List.of("feeds/" + feed.name() + ".yaml parameters." + key + ": parameter '"
                    + parameter.parameter() + "' is not in the table parameter; add it in a migration"));
        }
        try {
            return new KnownParameter(parameter, known, feed.gasTemperature());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    List.of("feeds/" + feed.name() + ".yaml parameters." + key + ": " + e.getMessage()));
        }
    }
}
