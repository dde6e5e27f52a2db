package dev.calima.api.access;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds keys in the query of a URL, where they do not belong: URLs stand in logs, histories and links. */
final class KeyInUrl {

    private static final Set<String> NAMES =
            Set.of("apikey", "xapikey", "key", "apptoken", "xapptoken", "token", "accesstoken", "authorization");
    private static final Pattern KEY = Pattern.compile("[a-z2-7]{16}(?:\\.|%2[eE])[A-Za-z0-9_-]{43}");

    private KeyInUrl() {}

    static boolean isIn(@Nullable String query) {
        if (query == null) {
            return false;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            if (NAMES.contains(name.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""))) {
                return true;
            }
        }
        return KEY.matcher(query).find();
    }
}
