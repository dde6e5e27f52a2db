package dev.calima.api.job;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /v1/jobs}. */
@Schema(name = "JobList")
record JobResponse(Meta meta, List<Run> data) {

    @Schema(name = "JobListMeta")
    record Meta(
            @Schema(description = "How many runs the answer may hold.", example = "100")
            int limit,

            @Schema(
                    description = "Ask again with this cursor for older runs; null when there are none.",
                    types = {"string", "null"},
                    example = "1234")
            @Nullable String nextCursor,

            @Schema(description = "What is started by itself.")
            List<Schedule> schedules) {}

    @Schema(name = "JobSchedule", description = "What is started by itself.")
    record Schedule(
            @Schema(example = "night") String name,

            @Schema(description = "When: a cron expression and its zone.")
            String timetable,

            @Schema(description = "The jobs that it starts, one after the other.")
            List<String> jobs,

            @Schema(description = "False when it is switched off or paused.")
            boolean active,

            @Schema(description = "Every moment up to this one has been dealt with.")
            Instant settledUntil) {}

    @Schema(name = "JobRun", description = "One thing that a job does or has done.")
    record Run(
            @Schema(example = "1234") long id,

            @Schema(example = "observations-load-incremental")
            String job,

            @Schema(
                    example = "completed",
                    allowableValues = {"queued", "running", "stopping", "stopped", "completed", "failed", "abandoned"})
            String state,

            @Schema(
                    description =
                            "What came of it: noop: there was nothing to do; rejects: completed, and some of the input was refused; busy: somebody else was at it.",
                    types = {"string", "null"},
                    example = "completed")
            @Nullable String outcome,

            @Schema(
                    description = "The feed that it works on; null for none.",
                    types = {"string", "null"})
            @Nullable String feed,

            @Schema(
                    description = "The schedule that asked for it; null when somebody did.",
                    types = {"string", "null"})
            @Nullable String schedule,

            Instant requestedAt,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant startedAt,

            @Schema(
                    types = {"string", "null"},
                    format = "date-time")
            @Nullable Instant endedAt,

            @Schema(description = "What it is at; empty when it does not say.")
            String phase,

            @Schema(description = "What done and total count; empty when nothing.", example = "bytes")
            String unit,

            long done,

            @Schema(description = "0 when not known.") long total) {}
}
