package dev.calima.batch.profile;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.TrainingDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/**
 * The training profiles as they are in use: what was given at run time, otherwise the file in {@code jobs-config/training}.
 * Asked anew each time, so that a change counts from the next training on, in every process.
 */
@Component
public class TrainingProfiles {

    private final JobsConfig config;
    private final ProfileReader versions;

    public TrainingProfiles(JobsConfig config, DSLContext dsl) {
        this.config = config;
        this.versions = new ProfileReader(dsl);
    }

    /** All of them, by name. */
    public List<ProfileState> list() {
        Map<String, ProfileState> all = new TreeMap<>();
        config.trainings()
                .forEach((name, file) -> all.put(name, new ProfileState(name, 0, null, file, null, null, true)));
        for (ProfileReader.InUse one : versions.listInUse()) {
            String name = one.version().name();
            all.put(
                    name,
                    new ProfileState(
                            name,
                            one.version().version(),
                            one.version().content(),
                            read(one.version()),
                            one.changedAt(),
                            one.changedBy(),
                            config.trainings().containsKey(name)));
        }
        return List.copyOf(all.values());
    }

    /**
     * Which of them each series has.
     *
     * @throws ConfigException when two of them could be meant for the same series
     */
    public ProfileChoice choice() {
        return new ProfileChoice(list());
    }

    /** Their names, in order. */
    public List<String> names() {
        return list().stream().map(ProfileState::name).toList();
    }

    /** One of them, as it is in use. */
    public ProfileState get(String name) throws UnknownProfileException {
        List<ProfileState> all = list();
        return all.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UnknownProfileException.of(
                        name, all.stream().map(ProfileState::name).toList()));
    }

    /**
     * What it says.
     *
     * @throws IllegalArgumentException when there is no such profile
     */
    public TrainingDefinition known(String name) {
        return state(name).definition();
    }

    /**
     * As {@link #get}, where a wrong name is a mistake of the caller's.
     *
     * @throws IllegalArgumentException when there is no such profile
     */
    public ProfileState state(String name) {
        try {
            return get(name);
        } catch (UnknownProfileException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** What was ever given for a profile, the newest first. */
    public List<ProfileVersion> versions(String name) throws UnknownProfileException {
        List<ProfileVersion> all = versions.versions(name);
        if (all.isEmpty()) {
            get(name);
        }
        return all;
    }

    private static TrainingDefinition read(ProfileVersion version) {
        try {
            return JobsConfigLoader.training(version.name(), version.content());
        } catch (ConfigException e) {
            throw new ConfigException(List.of("training profile " + version.name() + ", version " + version.version()
                    + " in the database, is not understood by this program (calima profiles rollback "
                    + version.name() + " VERSION goes back to another): " + e.getMessage()));
        }
    }
}
