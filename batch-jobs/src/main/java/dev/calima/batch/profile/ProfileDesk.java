package dev.calima.batch.profile;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AuditWriter;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes profiles at run time: checked, as a new version, noted with who did it. What was there before can be had back. */
@Component
public class ProfileDesk {

    private static final String VERB = "training-profile";

    private final JobsConfig config;
    private final DSLContext dsl;
    private final TransactionTemplate transaction;
    private final AuditWriter audit;

    public ProfileDesk(JobsConfig config, DSLContext dsl, PlatformTransactionManager transactions) {
        this.config = config;
        this.dsl = dsl;
        this.transaction = new TransactionTemplate(transactions);
        this.audit = new AuditWriter(dsl);
    }

    /**
     * Puts a new content in use, from the next training on.
     *
     * @param content YAML with the keys of a file in {@code jobs-config/training}
     * @param expected the version that the change was made on, 0 for the file; null for any
     * @return what is in use now; the same version when it says the same already
     * @throws ConfigException with everything that is wrong with the content; nothing is changed then
     * @throws ProfileChangedException when another version than the expected one is in use
     */
    public ProfileState put(
            Actor actor, String name, String content, @Nullable Integer expected, @Nullable String reason)
            throws ProfileChangedException {
        JobsConfigLoader.training(name, content);
        return change(actor, name, expected, reason, (reader, writer, inUse) -> {
            boolean same = reader.find(name, inUse)
                    .map(version -> version.content().equals(content))
                    .orElse(false);
            return same ? inUse : writer.add(name, content, actor.name(), reason);
        });
    }

    /**
     * Puts a former version in use again, from the next training on.
     *
     * @param version one that was given before, or 0 for the file
     * @throws UnknownProfileException when there is no such version
     * @throws ConfigException when two profiles would mean the same series then; nothing is changed
     */
    public ProfileState rollback(Actor actor, String name, int version, @Nullable String reason)
            throws UnknownProfileException, ProfileChangedException {
        boolean known = version == 0
                ? config.trainings().containsKey(name)
                : new ProfileReader(dsl).find(name, version).isPresent();
        if (!known) {
            throw new UnknownProfileException("training profile '" + name + "' has no version " + version
                    + (version == 0 ? " (no file)" : "") + "; 'calima profiles show " + name + "' lists them");
        }
        return change(actor, name, null, reason, (_, _, _) -> version);
    }

    private interface Choice {
        int choose(ProfileReader reader, ProfileWriter writer, int inUse);
    }

    private ProfileState change(
            Actor actor, String name, @Nullable Integer expected, @Nullable String reason, Choice choice)
            throws ProfileChangedException {
        @Nullable ProfileChangedException changed = transaction.execute(_ -> {
            ProfileReader reader = new ProfileReader(dsl);
            ProfileWriter writer = new ProfileWriter(dsl);
            writer.lock();
            int inUse = reader.listInUse().stream()
                    .filter(one -> one.version().name().equals(name))
                    .mapToInt(one -> one.version().version())
                    .findFirst()
                    .orElse(0);
            if (expected != null && expected != inUse) {
                return new ProfileChangedException(name, expected, inUse);
            }
            int chosen = choice.choose(reader, writer, inUse);
            if (chosen != inUse) {
                writer.use(name, chosen, actor.name());
            }
            new TrainingProfiles(config, dsl)
                    .choice(); // throws when two would mean the same series: nothing is changed then
            String what = "version " + inUse + " to " + chosen + (reason == null ? "" : ": " + reason);
            audit.write(actor, VERB, "training profile " + name, null, "done", what);
            return null;
        });
        if (changed != null) {
            throw changed;
        }
        try {
            return new TrainingProfiles(config, dsl).get(name);
        } catch (UnknownProfileException e) {
            throw new IllegalStateException("a profile that was just written is there", e);
        }
    }
}
