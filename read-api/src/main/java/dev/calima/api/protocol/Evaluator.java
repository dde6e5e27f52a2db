package dev.calima.api.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds the worst level that a protocol's rules give a zone at the end of an hour. An hour without a value is not above. */
final class Evaluator {

    private final List<Rule> rules;
    private final Map<String, Integer> zoneByStation;
    private final Map<String, Map<Instant, Float>> values;

    /**
     * @param zoneByStation the zone of each station
     * @param values usable values by station and start of the hour
     */
    Evaluator(List<Rule> rules, Map<String, Integer> zoneByStation, Map<String, Map<Instant, Float>> values) {
        this.rules = rules;
        this.zoneByStation = zoneByStation;
        this.values = values;
    }

    /** @param hour start of the last hour of those in a row */
    Optional<Rule> worst(int zone, Instant hour) {
        Set<String> ownLevels = rules.stream()
                .filter(rule -> rule.zone() != null && rule.zone() == zone)
                .map(Rule::level)
                .collect(Collectors.toSet());
        return rules.stream()
                .filter(rule -> rule.countsIn(zone, ownLevels))
                .filter(rule -> above(rule, zone, hour) >= rule.stations())
                .max(Comparator.comparingInt(Rule::severity));
    }

    private long above(Rule rule, int zone, Instant hour) {
        Collection<String> stations = rule.scope().equals(Rule.NETWORK)
                ? zoneByStation.keySet()
                : zoneByStation.entrySet().stream()
                        .filter(entry -> entry.getValue() == zone)
                        .map(Map.Entry::getKey)
                        .toList();
        return stations.stream().filter(station -> isAbove(rule, station, hour)).count();
    }

    private boolean isAbove(Rule rule, String station, Instant hour) {
        Map<Instant, Float> ofStation = values.getOrDefault(station, Map.of());
        for (int back = 0; back < rule.consecutiveHours(); back++) {
            Float value = ofStation.get(hour.minus(Duration.ofHours(back)));
            if (value == null || value <= rule.value()) {
                return false;
            }
        }
        return true;
    }
}
