package dev.calima.batch.ingest.http;

import java.net.URI;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that may be asked: those of the feeds' own sources, and those that the environment names. Everything else that
 * somebody types is refused before its name is looked up. Hosts are compared as they are written, so an odd spelling of an
 * address (decimal, octal, hexadecimal) is on the list only when it stands there so.
 */
public final class HttpHosts {

    private static final Pattern AUTHORITY = Pattern.compile("^(https?)://([^/?#]*)");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
    private static final Pattern ENTRY = Pattern.compile("(\\[[0-9a-f:]+]|[a-z0-9._-]+)(?::(\\d{1,5}))?");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final String ANY_PORT = ":*";

    private final Set<String> allowed;

    private HttpHosts(Set<String> allowed) {
        this.allowed = Collections.unmodifiableSet(allowed);
    }

    /**
     * The list.
     *
     * @param addresses of the feeds' sources; those that are not HTTP are left out
     * @param named hosts beside them, {@code host} (its usual port) or {@code host:port}, separated by commas
     * @throws IllegalArgumentException when one of {@code named} is no host
     */
    public static HttpHosts of(Collection<String> addresses, String named) {
        Set<String> allowed = new TreeSet<>();
        for (String address : addresses) {
            Matcher parts = AUTHORITY.matcher(address);
            if (parts.find()) {
                Matcher entry = ENTRY.matcher(parts.group(2).toLowerCase(Locale.ROOT));
                if (entry.matches()) {
                    allowed.add(key(entry.group(1), port(entry.group(2), parts.group(1))));
                }
            }
        }
        for (String text : named.split(",")) {
            String name = text.strip().toLowerCase(Locale.ROOT);
            if (name.isEmpty()) {
                continue;
            }
            Matcher entry = ENTRY.matcher(name);
            if (!entry.matches()) {
                throw new IllegalArgumentException(
                        "'" + text.strip() + "' is no host: write a name such as api.example.org, or host:port");
            }
            boolean everyPort = entry.group(2) == null && isLoopback(entry.group(1));
            allowed.add(everyPort ? entry.group(1) + ANY_PORT : key(entry.group(1), port(entry.group(2), "https")));
        }
        return new HttpHosts(allowed);
    }

    private static int port(@Nullable String text, String scheme) {
        return text == null ? usualPort(scheme) : Integer.parseInt(text);
    }

    private static int usualPort(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }

    private static String key(String host, int port) {
        return host + ":" + port;
    }

    /** Whether a host is this machine by the way it is written; plain http is allowed to no other. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host).matches();
    }

    /**
     * Refuses an address whose host may not be asked.
     *
     * @throws ForbiddenHostException saying why, and what to do
     */
    public void check(URI address) throws ForbiddenHostException {
        @Nullable String scheme = address.getScheme();
        @Nullable String host = address.getHost();
        if (scheme == null || host == null || address.getRawUserInfo() != null) {
            throw new ForbiddenHostException(
                    address + " is no plain address: write https://host/path, without a name or password in it");
        }
        String name = host.toLowerCase(Locale.ROOT);
        String kind = scheme.toLowerCase(Locale.ROOT);
        if (!kind.equals("https") && !(kind.equals("http") && isLoopback(name))) {
            throw new ForbiddenHostException(address + ": only https is asked; use the source's https address");
        }
        int port = address.getPort() < 0 ? usualPort(kind) : address.getPort();
        if (!allowed.contains(key(name, port)) && !allowed.contains(name + ANY_PORT)) {
            throw new ForbiddenHostException("host " + key(name, port) + " may not be asked; allowed are "
                    + (allowed.isEmpty() ? List.of("none") : allowed)
                    + ". If you trust it, name it in CALIMA_HTTP_HOSTS");
        }
    }

    @Override
    public String toString() {
        return allowed.toString();
    }
}
