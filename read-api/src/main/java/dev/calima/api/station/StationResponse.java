package dev.calima.api.station;

import dev.calima.api.web.Licence;
import dev.calima.api.web.Publication;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answers of {@code /v1/stations} and {@code /v1/stations/{code}}. */
final class StationResponse {

    private StationResponse() {}

    @Schema(name = "StationList")
    record Many(Meta meta, List<Station> data) {}

    @Schema(name = "StationAnswer")
    record One(Meta meta, Station data) {}

    @Schema(name = "StationMeta")
    record Meta(
            @Schema(description = "The sentences to show with the data.")
            List<String> attribution,

            List<Licence> licence) {

        static Meta of(Collection<Publication> publications) {
            return new Meta(Publication.attributions(publications), Publication.licences(publications));
        }
    }

    @Schema(name = "Station", description = "A fixed site where the air is measured.")
    record Station(
            @Schema(description = "Code as published, used in queries.", example = "28079008")
            String code,

            @Schema(example = "Escuelas Aguirre") String name,

            @Schema(description = "The network that runs it.", example = "madrid")
            String network,

            @Schema(
                    description = "What surrounds it.",
                    example = "traffic",
                    allowableValues = {"traffic", "background", "suburban", "industrial", "rural", "unknown"})
            String kind,

            @Schema(
                    types = {"string", "null"},
                    example = "Entre C/ Alcalá y C/ O’Donnell")
            @Nullable String address,

            @Schema(description = "Degrees north, WGS 84.", example = "40.4215533")
            double latitude,

            @Schema(description = "Degrees east, WGS 84.", example = "-3.6823158")
            double longitude,

            @Schema(
                    description = "Metres above sea level; null when not published.",
                    types = {"number", "null"},
                    example = "672")
            @Nullable Float altitudeM,

            @Schema(description = "IANA zone in which its days are counted.", example = "Europe/Madrid")
            String timeZone,

            @Schema(description = "Codes of what it measures.", example = "[\"no2\",\"o3\"]")
            List<String> parameters) {}
}
