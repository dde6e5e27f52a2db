package dev.calima.api.protocol;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a protocol declares a level.
 *
 * @param level the publisher's name of the level
 * @param severity from 1, the mildest
 * @param value exceeded by what is greater
 * @param consecutiveHours hours in a row
 * @param stations how many must be above it in the same hours
 * @param scope {@code zone} or {@code network}
 * @param zone the zone that it is for, in place of the general one; null for all that have none of their own
 */
@Schema(
        name = "ProtocolRule",
        description = "When a level is declared: so many stations above a value for so many hours in a row.")
record Rule(
        @Schema(example = "preaviso") String level,

        @Schema(description = "From 1, the mildest.", example = "1")
        int severity,

        @Schema(description = "Exceeded by what is greater.", example = "180.0")
        float value,

        @Schema(example = "2") int consecutiveHours,

        @Schema(description = "Stations that must be above it in the same hours.", example = "2")
        int stations,

        @Schema(
                description = "zone: stations of one zone; network: any of the network, for every zone.",
                allowableValues = {"zone", "network"})
        String scope,

        @Schema(
                description =
                        "The zone that it is for, in place of the general rule; null for all that have none of their own.",
                types = {"integer", "null"})
        @Nullable Short zone,

        @Schema(description = "Where the rule comes from.") String source,

        @Schema(description = "Whether the publisher's own text was read.")
        boolean verified) {

    static final String NETWORK = "network";

    /**
     * Whether it counts in a zone.
     *
     * @param ownLevels the levels for which the zone has rules of its own
     */
    boolean countsIn(int asked, Set<String> ownLevels) {
        if (scope.equals(NETWORK)) {
            return true;
        }
        return zone == null ? !ownLevels.contains(level) : zone == asked;
    }
}
