package dev.calima.batch.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Once that a model became the champion of a series.
 *
 * @param modelId the model
 * @param formerModelId the champion before it; null for the first
 * @param how first, refit, test, promoted or rolled-back
 * @param at when
 * @param by who, or the job that did it
 * @param reason why, in words; null when nothing was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChampionChange(
        long modelId,
        @Nullable Long formerModelId,
        String how,
        Instant at,
        String by,
        @Nullable String reason) {}
