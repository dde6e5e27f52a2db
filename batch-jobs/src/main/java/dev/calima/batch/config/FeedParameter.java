package dev.calima.batch.config;

import dev.calima.sql.type.ParameterCode;
import org.jspecify.annotations.Nullable;

/**
 * One of a feed's columns or magnitudes.
 *
 * @param parameter our parameter
 * @param unit unit of the published numbers
 * @param sameWhenRoundedTo decimals: a new number that agrees with the stored one when both are rounded to so many is no
 *     correction; null when every difference is
 */
public record FeedParameter(
        ParameterCode parameter, String unit, @Nullable Integer sameWhenRoundedTo) {}
