package dev.calima.batch.profile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A version of a profile that was given at run time.
 *
 * @param name the profile
 * @param version counts from 1
 * @param content YAML
 * @param createdAt when it was given
 * @param createdBy who gave it
 * @param reason why; null when nothing was said
 */
public record ProfileVersion(
        String name,
        int version,
        String content,
        Instant createdAt,
        String createdBy,
        @Nullable String reason) {}
