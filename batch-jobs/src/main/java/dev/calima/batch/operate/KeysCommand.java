package dev.calima.batch.operate;

import dev.calima.batch.access.ApiKeyDesk;
import dev.calima.batch.access.ApiKeyEntry;
import dev.calima.batch.access.KeyRole;
import dev.calima.batch.run.Actor;
import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "keys",
        description = "Keys of the read API: make one for somebody, list them, take them back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: calima keys create 'school project' --role reader --group schools --days 365"})
final class KeysCommand {

    private static final String FORM = "text or json (${DEFAULT-VALUE}).";
    private static final int MOST_DAYS = 36_500;
    private static final int LONGEST_NAME = 100;
    private static final int MOST_GROUPS = 20;
    private static final String GROUP_FORM = "[a-z0-9][a-z0-9-]{0,39}";

    @Command(
            name = "create",
            description = {
                "Make a key and show it: this once, and never again.",
                "Whoever has it sends it in the header X-API-Key."
            },
            mixinStandardHelpOptions = true)
    int create(
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Option(
                            names = "--role",
                            defaultValue = "reader",
                            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
                    KeyRole role,
            @Option(
                            names = "--group",
                            paramLabel = "GROUP",
                            description = "A group that it belongs to, such as a project; may be given again.")
                    @Nullable List<String> groups,
            @Option(names = "--days", paramLabel = "N", description = "Days until it expires; without it, never.")
                    @Nullable Integer days,
            @Parameters(paramLabel = "NAME", description = "Whose it is, or what for.") String name)
            throws Exception {
        List<String> named = groups == null ? List.of() : List.copyOf(groups);
        check(name, named, days);
        try (Session session = Session.open()) {
            Pepper pepper = Pepper.of(PepperFile.read(session.settings(), System.getenv()));
            ApiKey key = session.get(ApiKeyDesk.class)
                    .create(Actor.account(), pepper, name, role, named, days == null ? null : Duration.ofDays(days));
            if (form == OutputForm.json) {
                json(Map.of("id", key.id(), "key", key.text(), "name", name, "role", role.name(), "groups", named));
            } else {
                System.out.println(key.text());
                System.err.println("This key is shown once. It opens what a " + role + " may have; 'calima keys revoke "
                        + key.id() + "' takes it back.");
            }
            return ExitCode.OK.code();
        }
    }

    private static void check(String name, List<String> groups, @Nullable Integer days) throws SettingsException {
        List<String> problems = new ArrayList<>();
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            problems.add("NAME must have 1 to " + LONGEST_NAME + " characters and no control characters");
        }
        if (groups.size() > MOST_GROUPS || !groups.stream().allMatch(group -> group.matches(GROUP_FORM))) {
            problems.add("--group must be 1 to 40 small letters, digits and dashes, at most " + MOST_GROUPS + " times");
        }
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            problems.add("--days must be 1 to " + MOST_DAYS + ", but is " + days);
        }
        if (!problems.isEmpty()) {
            throw new SettingsException(problems);
        }
    }

    @Command(
            name = "list",
            description = "Show keys, the newest first; never what opens.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Option(names = "--group", paramLabel = "GROUP", description = "Only those of this group.") @Nullable String group)
            throws Exception {
        try (Session session = Session.open()) {
            List<ApiKeyEntry> keys = session.get(ApiKeyDesk.class).list(group);
            if (form == OutputForm.json) {
                json(keys);
            } else {
                keys.forEach(KeysCommand::print);
            }
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "revoke",
            description = "Take keys back: the read API refuses them within seconds.",
            mixinStandardHelpOptions = true)
    int revoke(
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the audit.") @Nullable String reason,
            @Option(names = "--group", paramLabel = "GROUP", description = "All keys of this group.") @Nullable String group,
            @Parameters(arity = "0..*", paramLabel = "ID", description = "First halves of keys.") @Nullable List<String> ids)
            throws Exception {
        if ((group == null) == (ids == null || ids.isEmpty())) {
            throw new SettingsException(List.of("name the keys to take back, or --group GROUP"));
        }
        try (Session session = Session.open()) {
            ApiKeyDesk desk = session.get(ApiKeyDesk.class);
            List<String> wanted = group == null
                    ? List.copyOf(ids == null ? List.of() : ids)
                    : desk.list(group).stream().map(ApiKeyEntry::id).toList();
            List<String> revoked = desk.revoke(Actor.account(), wanted, reason);
            System.out.printf(
                    Locale.ROOT, "%d revoked, %d were before%n", revoked.size(), wanted.size() - revoked.size());
            return ExitCode.OK.code();
        }
    }

    private static void print(ApiKeyEntry key) {
        String state = key.revokedAt() != null
                ? "revoked " + key.revokedAt() + " by " + key.revokedBy()
                : key.expiresAt() == null ? "no end" : "until " + key.expiresAt();
        System.out.printf(
                Locale.ROOT,
                "%s  %-8s  %s%s, made %s by %s, %s, %s%n",
                key.id(),
                key.role(),
                key.name(),
                key.groups().isEmpty() ? "" : " (" + String.join(", ", key.groups()) + ")",
                key.createdAt(),
                key.createdBy(),
                state,
                key.lastUsed() == null ? "not used yet" : "used last on " + key.lastUsed());
    }

    private static void json(Object content) {
        System.out.println(JsonMapper.shared().writeValueAsString(content));
    }
}
