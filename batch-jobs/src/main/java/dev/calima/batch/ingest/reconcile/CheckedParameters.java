package dev.calima.batch.ingest.reconcile;

import dev.calima.batch.config.CheckDefinition;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From a check's own station codes and parameter keys to ours, as its feeds say. */
final class CheckedParameters {

    private final CheckDefinition check;
    private final Map<String, Integer> stations;
    private final Map<String, Short> parameters = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();
    private final Set<String> notStations = new HashSet<>();

    /**
     * Joins a check with what is stored.
     *
     * @param feeds those that it names
     * @param stations key of each station of the network by its code
     * @param stored every parameter by its code
     * @throws ConfigException when a published unit is not the stored one: means would have to be converted
     */
    CheckedParameters(
            CheckDefinition check,
            List<FeedDefinition> feeds,
            Map<String, Integer> stations,
            Map<String, ReconciliationReader.Parameter> stored) {
        this.check = check;
        this.stations = stations;
        for (FeedDefinition feed : feeds) {
            aliases.putAll(feed.stationAliases());
            notStations.addAll(feed.notStations());
            feed.parameters().forEach((key, parameter) -> {
                ReconciliationReader.Parameter ours =
                        Objects.requireNonNull(stored.get(parameter.parameter().value()));
                if (!ours.unit().equals(parameter.unit())) {
                    throw new ConfigException(List.of("checks/" + check.name() + ".yaml: parameter " + key + " of feed "
                            + feed.name() + " is published in " + parameter.unit() + " and stored in " + ours.unit()
                            + "; add it to ignored-parameters"));
                }
                parameters.put(key, ours.id());
            });
        }
    }

    /** Whether lines of a station, or of a parameter, are left out on purpose. */
    boolean isLeftOut(String station, String parameter) {
        return notStations.contains(station) || check.ignoredParameters().contains(parameter);
    }

    /** Key of a station; null when it is not known. */
    @Nullable Integer station(String code) {
        return stations.get(aliases.getOrDefault(code, code));
    }

    /** Key of a parameter; null when it is not known. */
    @Nullable Short parameter(String key) {
        return parameters.get(key);
    }
}
