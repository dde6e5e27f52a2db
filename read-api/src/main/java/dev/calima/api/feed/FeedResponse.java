package dev.calima.api.feed;

import dev.calima.api.web.Terms;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/feeds/status}. */
@Schema(name = "FeedStatusList")
record FeedResponse(Terms meta, List<Status> data) {

    @Schema(name = "FeedStatus", description = "How a source stands.")
    record Status(
            @Schema(example = "madrid-air-realtime") String feed,
            @Schema(example = "madrid") String network,

            @Schema(description = "Whether it is asked by itself; false when it is loaded from what people bring.")
            boolean asked,

            @Schema(
                    description = "When its source was asked last.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant lastAskedAt,

            @Schema(
                    description =
                            "What came of that: running; done; partial: some requests failed and will be sent again; failed.",
                    types = {"string", "null"},
                    example = "done")
            @Nullable String lastAskedState,

            @Schema(
                    description = "When every request of an asking was answered last.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant lastAnsweredAt,

            @Schema(
                    description = "When a load of it ended last.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant lastLoadedAt,

            @Schema(
                    description = "End of the newest period published for any series that it measures.",
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant newestPeriodEnd,

            @Schema(description = "How long after its end a period is usually there, in minutes.", example = "60")
            int publicationDelayMinutes,

            @Schema(
                    description =
                            "Whether a source that is asked by itself has nothing newer than its delay and its grace allow.")
            boolean late) {}
}
