package dev.calima.api.job;

import dev.calima.api.web.AnswerHeaders;
import dev.calima.api.web.NextPage;
import dev.calima.api.web.PageLimit;
import dev.calima.api.web.RequestProblem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Operation", description = "How the sources, the jobs and the models stand.")
class JobController {

    private static final Duration MAX_AGE = Duration.ofSeconds(10);
    private static final List<String> STATES =
            List.of("queued", "running", "stopping", "stopped", "completed", "failed", "abandoned");

    private final JobQueries queries;

    JobController(JobQueries queries) {
        this.queries = queries;
    }

    @GetMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listJobs",
            summary = "What the jobs do and have done",
            description =
                    "Runs, the newest first, and the schedules. Who asked for a run, why, and what was said of a failure is for operators.")
    ResponseEntity<JobResponse> list(
            @Parameter(description = "Only runs of this job.", example = "aggregates-rebuild")
                    @RequestParam(required = false)
                    @Nullable String job,
            @Parameter(
                            description = "Only runs in this state.",
                            example = "completed",
                            schema =
                                    @Schema(
                                            type = "string",
                                            allowableValues = {
                                                "queued",
                                                "running",
                                                "stopping",
                                                "stopped",
                                                "completed",
                                                "failed",
                                                "abandoned"
                                            }))
                    @RequestParam(required = false)
                    @Nullable String state,
            @Parameter(
                            description = "Runs in a page, 1 to 1000.",
                            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
                    @RequestParam(required = false)
                    @Nullable String limit,
            @Parameter(description = "meta.nextCursor of the page before, with all else unchanged.", example = "1234")
                    @RequestParam(required = false)
                    @Nullable String cursor,
            @Parameter(hidden = true) HttpServletRequest request) {
        int atMost = PageLimit.read(limit);
        if (state != null && !STATES.contains(state)) {
            throw RequestProblem.invalid("state", "must be one of " + String.join(", ", STATES));
        }
        List<JobResponse.Run> found = queries.list(job, state, before(cursor), atMost + 1);
        boolean more = found.size() > atMost;
        List<JobResponse.Run> page = more ? found.subList(0, atMost) : found;
        @Nullable String nextCursor = more ? Long.toString(page.getLast().id()) : null;
        ResponseEntity.BodyBuilder answer = AnswerHeaders.cachedFor(MAX_AGE, List.of());
        if (nextCursor != null) {
            answer.header(HttpHeaders.LINK, NextPage.link(request, nextCursor));
        }
        return answer.body(new JobResponse(new JobResponse.Meta(atMost, nextCursor, queries.schedules()), page));
    }

    private static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (cursor.matches("[0-9]{1,18}")) {
            return Long.parseLong(cursor);
        }
        throw RequestProblem.invalid("cursor", "is not a cursor of this API; take meta.nextCursor of the page before");
    }
}
