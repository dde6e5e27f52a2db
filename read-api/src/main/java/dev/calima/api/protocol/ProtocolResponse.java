package dev.calima.api.protocol;

import dev.calima.api.web.Licence;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/indices/protocols/{protocol}/hours}. */
@Schema(name = "ProtocolHours")
record ProtocolResponse(Meta meta, List<Hour> data) {

    @Schema(name = "ProtocolMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence,

            @Schema(example = "madrid-no2") String protocol,
            @Schema(example = "no2") String parameter,
            @Schema(example = "µg/m³") String unit,

            @Schema(description = "The rules, each with its source.")
            List<Rule> rules) {}

    @Schema(name = "ProtocolHour", description = "What the rules say of a zone at the end of an hour.")
    record Hour(
            @Schema(description = "Start of the hour, UTC.") Instant hour,
            @Schema(example = "1") int zone,
            @Schema(example = "inside the M-30") String zoneName,

            @Schema(
                    description =
                            "The worst level whose rule is met by the hours up to and with this one; null for none.",
                    types = {"string", "null"},
                    example = "preaviso")
            @Nullable String level,

            @Schema(description = "Its severity from 1, 0 for none.", example = "1")
            int severity) {}
}
