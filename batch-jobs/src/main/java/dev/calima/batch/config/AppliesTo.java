package dev.calima.batch.config;

import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.util.Collections;
import java.util.Set;

/**
 * Which series a training profile is for. A series is meant when each of the sets that is not empty has it.
 *
 * @param networks codes of networks; empty for any
 * @param stations their stations; empty for any
 * @param parameters what is measured; empty for anything
 */
public record AppliesTo(Set<String> networks, Set<StationCode> stations, Set<ParameterCode> parameters) {

    /** No series by itself: such a profile is only used by its name. */
    public static final AppliesTo NOTHING = new AppliesTo(Set.of(), Set.of(), Set.of());

    private static final int STATION = 4;
    private static final int PARAMETER = 2;
    private static final int NETWORK = 1;

    public AppliesTo {
        networks = Set.copyOf(networks);
        stations = Set.copyOf(stations);
        parameters = Set.copyOf(parameters);
    }

    /** Whether a series is meant. */
    public boolean covers(String network, StationCode station, ParameterCode parameter) {
        return rank() > 0
                && (networks.isEmpty() || networks.contains(network))
                && (stations.isEmpty() || stations.contains(station))
                && (parameters.isEmpty() || parameters.contains(parameter));
    }

    /** How particular it is, 0 for {@link #NOTHING}: who names stations goes before who names parameters, and he before networks. */
    public int rank() {
        return (stations.isEmpty() ? 0 : STATION)
                + (parameters.isEmpty() ? 0 : PARAMETER)
                + (networks.isEmpty() ? 0 : NETWORK);
    }

    /** Whether both are as particular and could mean the same series. */
    public boolean clashesWith(AppliesTo other) {
        return rank() > 0
                && rank() == other.rank()
                && meet(networks, other.networks)
                && meet(stations, other.stations)
                && meet(parameters, other.parameters);
    }

    private static boolean meet(Set<?> one, Set<?> other) {
        return one.isEmpty() || !Collections.disjoint(one, other);
    }

    /** For people: {@code networks [madrid], parameters [no2, o3]}; empty for {@link #NOTHING}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        say(text, "networks", networks);
        say(text, "stations", stations);
        say(text, "parameters", parameters);
        return text.toString();
    }

    private static void say(StringBuilder text, String key, Set<?> values) {
        if (!values.isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(key)
                    .append(' ')
                    .append(values.stream().map(String::valueOf).sorted().toList());
        }
    }
}
