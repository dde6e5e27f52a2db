package dev.calima.batch.operate.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.calima.batch.profile.ProfileState;
import dev.calima.batch.profile.ProfileVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training profile.
 *
 * @param name its name
 * @param version the version in use; 0 is the file in jobs-config/training
 * @param source file or database
 * @param appliesTo which series it is for, in words; null for those that no other profile is for, or for none by itself
 * @param content YAML as it was given; null for the file
 * @param settings its keys and values, whether given in the file or at run time
 * @param changedAt since when; null for the file
 * @param changedBy by whose choice; null for the file
 * @param versions what was ever given for it, the newest first; empty in lists
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProfileResponse(
        String name,
        int version,
        String source,
        @Nullable String appliesTo,
        @Nullable String content,
        Map<String, Object> settings,
        @Nullable Instant changedAt,
        @Nullable String changedBy,
        List<ProfileVersion> versions) {

    static ProfileResponse of(ProfileState profile, List<ProfileVersion> versions) {
        return new ProfileResponse(
                profile.name(),
                profile.version(),
                profile.version() == 0 ? "file" : "database",
                profile.definition().appliesTo().rank() == 0
                        ? null
                        : profile.definition().appliesTo().toString(),
                profile.content(),
                profile.definition().content(),
                profile.changedAt(),
                profile.changedBy(),
                versions);
    }
}
