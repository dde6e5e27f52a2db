package dev.calima.batch.operate;

import dev.calima.batch.profile.ProfileChoice;
import dev.calima.batch.profile.ProfileDesk;
import dev.calima.batch.profile.ProfileState;
import dev.calima.batch.profile.ProfileVersion;
import dev.calima.batch.profile.TrainingProfiles;
import dev.calima.batch.run.Actor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "profiles",
        description = {
            "How models are learnt (jobs-config/training): show it, change it at run time, go back to what it was.",
            "A change counts from the next training on."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: calima profiles set default my-profile.yaml --reason 'more neighbours'"})
final class ProfilesCommand {

    private static final String NAME = "Name of the profile.";
    private static final String FORM = "text or json (${DEFAULT-VALUE}).";
    private static final String REASON = "Why; kept with the change.";
    private static final long LONGEST = 65_536;

    @Command(
            name = "list",
            description = "Show every profile and where it comes from.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form)
            throws Exception {
        try (Session session = Session.open()) {
            List<ProfileState> profiles = session.get(TrainingProfiles.class).list();
            if (form == OutputForm.json) {
                json(profiles);
            } else {
                profiles.forEach(ProfilesCommand::print);
            }
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "show",
            description = "Show what a profile says, and every version that was given for it.",
            mixinStandardHelpOptions = true)
    int show(
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        try (Session session = Session.open()) {
            ProfileState profile = session.get(TrainingProfiles.class).get(name);
            List<ProfileVersion> versions = session.get(TrainingProfiles.class).versions(name);
            if (form == OutputForm.json) {
                json(versions);
                return ExitCode.OK.code();
            }
            print(profile);
            for (ProfileVersion version : versions) {
                System.out.printf(
                        Locale.ROOT,
                        "  version %d of %s by %s%s%n",
                        version.version(),
                        version.createdAt(),
                        version.createdBy(),
                        version.reason() == null ? "" : ": " + version.reason());
            }
            if (profile.content() != null) {
                System.out.println();
                System.out.println(profile.content().strip());
            }
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "set",
            description = "Put a new content in use: a YAML file with the keys of jobs-config/training.",
            mixinStandardHelpOptions = true)
    int set(
            @Option(names = "--reason", paramLabel = "TEXT", description = REASON) @Nullable String reason,
            @Parameters(index = "0", paramLabel = "NAME", description = NAME) String name,
            @Parameters(index = "1", paramLabel = "FILE", description = "The YAML file.") Path file)
            throws Exception {
        if (!Files.isRegularFile(file) || Files.size(file) > LONGEST) {
            throw new SettingsException(List.of(file + " must be a file of up to 64 KiB"));
        }
        String content = Files.readString(file, StandardCharsets.UTF_8);
        try (Session session = Session.open()) {
            print(session.get(ProfileDesk.class).put(Actor.account(), name, content, null, reason));
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "rollback",
            description = "Put a former version in use again; version 0 is the file in jobs-config/training.",
            mixinStandardHelpOptions = true)
    int rollback(
            @Option(names = "--reason", paramLabel = "TEXT", description = REASON) @Nullable String reason,
            @Parameters(index = "0", paramLabel = "NAME", description = NAME) String name,
            @Parameters(index = "1", paramLabel = "VERSION", description = "As 'profiles show' lists them.")
                    int version)
            throws Exception {
        try (Session session = Session.open()) {
            print(session.get(ProfileDesk.class).rollback(Actor.account(), name, version, reason));
            return ExitCode.OK.code();
        }
    }

    private static void print(ProfileState profile) {
        String from = profile.version() == 0
                ? "the file in jobs-config/training"
                : "version " + profile.version() + ", since " + profile.changedAt() + " by " + profile.changedBy();
        System.out.printf(Locale.ROOT, "%s: %s; for %s%n", profile.name(), from, meaning(profile));
    }

    private static String meaning(ProfileState profile) {
        if (profile.definition().appliesTo().rank() > 0) {
            return profile.definition().appliesTo().toString();
        }
        return profile.name().equals(ProfileChoice.USUAL)
                ? "every series that no other profile applies to"
                : "whoever names it";
    }

    private static void json(Object content) {
        System.out.println(JsonMapper.shared().writeValueAsString(content));
    }
}
