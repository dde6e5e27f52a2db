package dev.calima.batch.log;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps secrets out of the log, as a last line: nobody writes them on purpose, but a message of somebody else's may. What is
 * known to be one, and what looks like one, is written as {@value #HIDDEN}. Thread-safe.
 */
public final class Redaction {

    /** What stands in the place of a secret. */
    public static final String HIDDEN = "(hidden)";

    /** Shorter ones would be found in ordinary words. */
    private static final int LEAST_CHARACTERS = 8;

    private static final Pattern SECRET_NAME =
            Pattern.compile(".*(PASSWORD|PASSWD|SECRET|TOKEN|CREDENTIAL|API_KEY|OPERATOR_KEY|ACCESS_KEY).*");
    private static final Pattern LOOKS_LIKE_ONE = Pattern.compile(
            "(?i)((?:password|passwd|secret|access[_-]?key|api[_-]?key|token)\\s*[=:]\\s*|bearer\\s+|://[^\\s/:@]+:)"
                    + "[^\\s\"'&@,;)]+");

    private static final Set<String> SEEN = ConcurrentHashMap.newKeySet();
    private static final List<String> SECRETS = new CopyOnWriteArrayList<>();

    private Redaction() {}

    /** From now on this text is hidden wherever it stands; null or one of fewer than 8 characters is not. */
    public static void hide(@Nullable String secret) {
        if (secret != null && secret.length() >= LEAST_CHARACTERS && SEEN.add(secret)) {
            SECRETS.add(secret);
            SECRETS.sort(Comparator.comparingInt(String::length).reversed()); // one may be part of another
        }
    }

    /** Hides the values of variables whose names say that they are secrets. */
    static void hideSecretsOf(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (SECRET_NAME.matcher(name).matches()) {
                hide(value.strip());
            }
        });
    }

    /** The text without secrets. */
    static String of(String text) {
        String shown = text;
        for (String secret : SECRETS) {
            if (shown.contains(secret)) {
                shown = shown.replace(secret, HIDDEN);
            }
        }
        Matcher likely = LOOKS_LIKE_ONE.matcher(shown);
        return likely.find() ? likely.replaceAll(found -> Matcher.quoteReplacement(found.group(1) + HIDDEN)) : shown;
    }
}
