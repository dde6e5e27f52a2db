package dev.calima.batch.config;

import dev.calima.sql.type.ParameterCode;

/**
 * One of a feed's columns or magnitudes.
 *
 * @param parameter our parameter
 * @param unit unit of the published numbers
 */
public record FeedParameter(ParameterCode parameter, String unit) {}
