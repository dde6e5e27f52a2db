package dev.calima.batch.operate.web;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.Submitted;
import dev.calima.batch.schedule.ScheduleDesk;
import dev.calima.batch.schedule.ScheduleDesk.NotTakenUpException;
import dev.calima.batch.schedule.ScheduleOverview;
import dev.calima.batch.schedule.ScheduleStatus;
import dev.calima.batch.schedule.UnknownScheduleException;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what is started by itself; pauses it, resumes it, starts it now. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/schedules")
class SchedulesController {

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_REASON = 1000;

    private final ScheduleOverview overview;
    private final ScheduleDesk desk;

    SchedulesController(
            JobsConfig config,
            @Qualifier(OperatorConfiguration.OPERATOR + "Dsl") DSLContext dsl,
            @Qualifier(OperatorConfiguration.OPERATOR + "Requests") RunRequests requests,
            Clock clock) {
        this.overview = new ScheduleOverview(config, dsl, clock);
        this.desk = new ScheduleDesk(config, dsl, requests, clock);
    }

    @GetMapping
    List<ScheduleStatus> list() {
        return overview.list();
    }

    @GetMapping("/{name}")
    ScheduleStatus find(@PathVariable("name") String name) throws UnknownScheduleException {
        return overview.get(name);
    }

    @PostMapping("/{name}/pause")
    ScheduleStatus pause(@PathVariable("name") String name, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownScheduleException, NotTakenUpException {
        desk.pause(actor, name);
        return overview.get(name);
    }

    @PostMapping("/{name}/resume")
    ScheduleStatus resume(
            @PathVariable("name") String name,
            @RequestParam(name = "catchUp", defaultValue = "false") boolean catchUp,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownScheduleException, NotTakenUpException {
        desk.resume(actor, name, catchUp);
        return overview.get(name);
    }

    @PostMapping("/{name}/run-now")
    ResponseEntity<Map<String, Object>> runNow(
            @PathVariable("name") String name,
            @RequestParam(name = "reason", required = false) @Nullable String reason,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownScheduleException, AlreadyAliveException, KeyTakenException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to 200 characters");
        }
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new OperatorProblem(
                    HttpStatus.BAD_REQUEST, "reason must have at most " + LONGEST_REASON + " characters");
        }
        Submitted submitted = desk.runNow(actor, name, reason, key);
        String href = "/ops/v1/executions/" + submitted.runId();
        return ResponseEntity.accepted()
                .location(URI.create(href))
                .body(Map.of("schedule", name, "execution", submitted.runId(), "executionHref", href));
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownScheduleException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail early(NotTakenUpException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
