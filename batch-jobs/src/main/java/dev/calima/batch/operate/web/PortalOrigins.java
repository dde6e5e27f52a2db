package dev.calima.batch.operate.web;

import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.regex.Pattern;

/** Whose pages may speak with the operator API: those of our portal, whose address is known when it has started. Thread-safe. */
public final class PortalOrigins {

    /** Environment variable that names others, commas between. */
    public static final String VARIABLE = "CALIMA_PORTAL_ORIGINS";

    private static final Pattern ORIGIN =
            Pattern.compile("https?://[A-Za-z0-9.-]+(:\\d{1,5})?|https?://\\[[0-9A-Fa-f:.]+](:\\d{1,5})?");

    private final Set<String> origins;

    private PortalOrigins(Collection<String> origins) {
        this.origins = new CopyOnWriteArraySet<>(origins);
    }

    /**
     * Those that a setting names.
     *
     * @param setting such as {@code https://air.example.org,http://localhost:8080}; may be empty
     * @throws IllegalArgumentException when one is no origin
     */
    public static PortalOrigins of(String setting) {
        Set<String> named = new LinkedHashSet<>();
        for (String origin : setting.split(",", -1)) {
            String plain = origin.strip();
            if (!plain.isEmpty()) {
                if (!ORIGIN.matcher(plain).matches()) {
                    throw new IllegalArgumentException(
                            "'" + plain + "' is no origin, such as https://air.example.org, without a path");
                }
                named.add(plain);
            }
        }
        return new PortalOrigins(named);
    }

    /** From now on also pages of a portal on this machine, by whichever of its names. */
    public void allowLocal(URI portal) {
        origins.add("http://127.0.0.1:" + portal.getPort());
        origins.add("http://localhost:" + portal.getPort());
    }

    boolean contains(String origin) {
        return origins.contains(origin);
    }
}
