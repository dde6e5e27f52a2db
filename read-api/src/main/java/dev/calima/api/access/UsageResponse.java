package dev.calima.api.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/me/usage}. */
@Schema(name = "Usage")
record UsageResponse(Usage data) {

    @Schema(name = "UsageData", description = "Who asks, what it may and what it had.")
    record Usage(
            @Schema(
                    description = "What the caller is.",
                    example = "reader",
                    allowableValues = {"anonymous", "reader", "partner", "operator", "admin"})
            String role,

            @Schema(description = "The key; left out without one.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Key key,

            Window window,

            @Schema(
                    description =
                            "Requests with this key by UTC day, the newest first, some seconds behind; empty without a key.")
            List<Day> days) {}

    @Schema(name = "UsageKey", description = "A key, without its secret.")
    record Key(
            @Schema(description = "First half of the key, no secret.", example = "abcdefghijklmnop")
            String id,

            @Schema(description = "Whose it is, or what for.", example = "school project")
            String name,

            @Schema(description = "Groups that it belongs to.", example = "[\"schools\"]")
            List<String> groups,

            @Schema(
                    description = "From when on it opens nothing; null for never.",
                    types = {"string", "null"},
                    example = "2027-01-01T00:00:00Z")
            @Nullable Instant expiresAt) {}

    @Schema(name = "UsageWindow", description = "The quota of the window that is open now.")
    record Window(
            @Schema(description = "Requests in one window.", example = "3000")
            int quota,

            @Schema(description = "Length of a window, seconds.", example = "60")
            int windowSeconds,

            @Schema(
                    description =
                            "Requests left, over all servers; what another server has taken on account counts as used.",
                    example = "2871")
            int remaining,

            @Schema(description = "Until the next window, seconds.", example = "23")
            long secondsLeft) {}

    @Schema(name = "UsageDay", description = "Requests of one day.")
    record Day(
            @Schema(description = "The UTC day.", example = "2026-11-24")
            LocalDate day,

            @Schema(description = "Requests, those refused for the quota too.", example = "1824")
            long requests) {}
}
