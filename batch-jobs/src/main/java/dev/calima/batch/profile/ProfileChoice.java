package dev.calima.batch.profile;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.TrainingDefinition;
import dev.calima.sql.type.ParameterCode;
import dev.calima.sql.type.StationCode;
import java.util.Comparator;
import java.util.List;

/** Which profile a series has: the most particular that applies to it, otherwise the one called {@value #USUAL}. Immutable. */
public final class ProfileChoice {

    /** The profile of every series that no other applies to. */
    public static final String USUAL = "default";

    private final List<ProfileState> profiles;

    ProfileChoice(List<ProfileState> profiles) {
        List<String> clashes = TrainingDefinition.clashes(
                profiles.stream().map(ProfileState::definition).toList());
        if (!clashes.isEmpty()) {
            throw new ConfigException(clashes);
        }
        this.profiles = List.copyOf(profiles);
    }

    /**
     * The profile of a series.
     *
     * @throws IllegalArgumentException when none applies and none is called {@value #USUAL}
     */
    public ProfileState of(String network, StationCode station, ParameterCode parameter) {
        return profiles.stream()
                .filter(one -> one.definition().appliesTo().covers(network, station, parameter))
                .max(Comparator.comparingInt(one -> one.definition().appliesTo().rank()))
                .or(() -> profiles.stream()
                        .filter(one -> one.name().equals(USUAL))
                        .findFirst())
                .orElseThrow(() -> new IllegalArgumentException("no training profile applies to " + network + "/"
                        + station + "/" + parameter + ": have one called " + USUAL + ", or one that applies to it"));
    }
}
