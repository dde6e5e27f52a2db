package dev.calima.batch.access;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key, without its secret.
 *
 * @param id first half of the key
 * @param name whose it is, or what for
 * @param role what it is for
 * @param groups names of groups, may be none
 * @param createdAt when it was made
 * @param createdBy who made it
 * @param expiresAt from when on it opens nothing; null for never
 * @param revokedAt when it was taken back; null while it was not
 * @param revokedBy who took it back; null while it was not
 * @param lastUsed the last UTC day with a request; null when there was none
 */
public record ApiKeyEntry(
        String id,
        String name,
        KeyRole role,
        List<String> groups,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable LocalDate lastUsed) {

    public ApiKeyEntry {
        groups = List.copyOf(groups);
    }
}
