package dev.calima.api.access;

import dev.calima.sql.type.Pepper;
import java.util.List;
import java.util.Map;

/**
 * What the environment says about keys and quotas.
 *
 * @param databaseUrl JDBC URL of a server that can be written to; a replica cannot count
 * @param user account of the door
 * @param password its password, never printed
 * @param pepper with which keys are checked
 * @param quotas of every role
 * @param proxies whose {@code X-Forwarded-For} is believed
 */
public record AccessSettings(
        String databaseUrl,
        String user,
        String password,
        Pepper pepper,
        Map<CallerRole, Quota> quotas,
        List<AddressRange> proxies) {

    public AccessSettings {
        quotas = Map.copyOf(quotas);
        proxies = List.copyOf(proxies);
    }

    Quota quota(CallerRole role) {
        Quota quota = quotas.get(role);
        if (quota == null) {
            throw new IllegalStateException("no quota for " + role.code());
        }
        return quota;
    }

    @Override
    public String toString() {
        return user + "@" + databaseUrl + ", " + quotas.values();
    }
}
