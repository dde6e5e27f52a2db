package dev.calima.batch.profile;

import dev.calima.batch.config.TrainingDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A profile as it is in use.
 *
 * @param name its name
 * @param version 0 when it is the file of {@code jobs-config/training}
 * @param content YAML, of a version given at run time; null when it is the file
 * @param definition what it says
 * @param changedAt since when; null when it is the file
 * @param changedBy who chose it; null when it is the file
 * @param hasFile whether there is a file to go back to
 */
public record ProfileState(
        String name,
        int version,
        @Nullable String content,
        TrainingDefinition definition,
        @Nullable Instant changedAt,
        @Nullable String changedBy,
        boolean hasFile) {}
