package dev.calima.batch.config;

import dev.calima.sql.type.StationCode;
import org.jspecify.annotations.Nullable;

/**
 * A station as configured.
 *
 * @param code code as published
 * @param name name as published
 * @param kind traffic, background, suburban, industrial, rural or unknown
 * @param address street address
 * @param latitude degrees north, WGS 84
 * @param longitude degrees east, WGS 84
 * @param altitudeMetres above sea level
 */
public record StationDefinition(
        StationCode code,
        String name,
        String kind,
        @Nullable String address,
        double latitude,
        double longitude,
        @Nullable Double altitudeMetres) {}
