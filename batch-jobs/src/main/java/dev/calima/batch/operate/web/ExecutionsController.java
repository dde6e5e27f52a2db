package dev.calima.batch.operate.web;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.RunDesk;
import dev.calima.batch.run.RunFilter;
import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRow;
import dev.calima.batch.run.RunState;
import dev.calima.batch.run.RunStateException;
import dev.calima.batch.run.StepReader;
import dev.calima.batch.run.UnknownRunException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Shows runs, and tells them what to do. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/executions")
class ExecutionsController {

    private static final int MOST = 1000;
    private static final int LONGEST_PARAMETER = 300;

    private final RunReader runs;
    private final StepReader steps;
    private final RunDesk desk;

    ExecutionsController(
            @Qualifier(OperatorConfiguration.OPERATOR + "Runs") RunReader runs,
            @Qualifier(OperatorConfiguration.OPERATOR + "Steps") StepReader steps,
            @Qualifier(OperatorConfiguration.OPERATOR + "Desk") RunDesk desk) {
        this.runs = runs;
        this.steps = steps;
        this.desk = desk;
    }

    /** The newest first; the next page begins before the last one shown. */
    @GetMapping
    ResponseEntity<List<ExecutionResponse>> list(
            @RequestParam(name = "job", required = false) @Nullable String job,
            @RequestParam(name = "state", required = false) @Nullable String state,
            @RequestParam(name = "since", required = false) @Nullable String since,
            @RequestParam(name = "until", required = false) @Nullable String until,
            @RequestParam(name = "parameter", required = false) @Nullable String parameter,
            @RequestParam(name = "requestedBy", required = false) @Nullable String requestedBy,
            @RequestParam(name = "schedule", required = false) @Nullable String schedule,
            @RequestParam(name = "backfill", required = false) @Nullable Long backfill,
            @RequestParam(name = "before", defaultValue = "0") long before,
            @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        List<RunRow> found = runs.list(new RunFilter(
                job,
                state(state),
                instant(since),
                instant("until", until),
                part(parameter),
                requestedBy,
                schedule,
                backfill,
                before,
                limit + 1));
        List<ExecutionResponse> page =
                found.stream().limit(limit).map(ExecutionResponse::of).toList();
        HttpHeaders headers = new HttpHeaders();
        if (found.size() > limit) {
            UriComponentsBuilder next = UriComponentsBuilder.fromPath("/ops/v1/executions")
                    .queryParam("before", page.getLast().id())
                    .queryParam("limit", limit);
            add(next, "job", job);
            add(next, "state", state);
            add(next, "since", since);
            add(next, "until", until);
            add(next, "parameter", parameter);
            add(next, "requestedBy", requestedBy);
            add(next, "schedule", schedule);
            add(next, "backfill", backfill);
            headers.set(HttpHeaders.LINK, "<" + next.encode().build() + ">; rel=\"next\"");
        }
        return new ResponseEntity<>(page, headers, HttpStatus.OK);
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null) {
            address.queryParam(name, value);
        }
    }

    private static @Nullable RunState state(@Nullable String text) {
        try {
            return text == null ? null : RunState.of(text);
        } catch (IllegalArgumentException e) {
            throw new OperatorProblem(
                    HttpStatus.BAD_REQUEST,
                    "state must be one of "
                            + Arrays.stream(RunState.values())
                                    .map(RunState::code)
                                    .toList());
        }
    }

    /** NAME=TEXT; the text may hold anything, also another equals sign. */
    private static RunFilter.@Nullable ParameterPart part(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int equals = text.indexOf('=');
        if (equals < 1 || equals == text.length() - 1 || text.length() > LONGEST_PARAMETER) {
            throw new OperatorProblem(
                    HttpStatus.BAD_REQUEST, "parameter must be NAME=TEXT of up to 300 characters, such as feed=madrid");
        }
        return new RunFilter.ParameterPart(text.substring(0, equals), text.substring(equals + 1));
    }

    static @Nullable Instant instant(@Nullable String text) {
        return instant("since", text);
    }

    private static @Nullable Instant instant(String name, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, name + " must be a moment such as 2026-11-24T10:00:00Z");
        }
    }

    @GetMapping("/{id}")
    ExecutionResponse find(@PathVariable("id") long id) throws UnknownRunException {
        return whole(runs.find(id).orElseThrow(() -> new UnknownRunException(id)));
    }

    private ExecutionResponse whole(RunRow run) {
        return ExecutionResponse.of(
                run,
                steps.counts(run),
                steps.steps(run),
                steps.worker(run.workerId()).orElse(null));
    }

    /** It is stopped when its worker has let go; until then it is stopping. */
    @PostMapping("/{id}/stop")
    ResponseEntity<ExecutionResponse> stop(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownRunException, RunStateException {
        return accepted(desk.stop(actor, id));
    }

    @PostMapping("/{id}/restart")
    ResponseEntity<ExecutionResponse> restart(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownRunException, RunStateException {
        return accepted(desk.restart(actor, id));
    }

    @PostMapping("/{id}/recover")
    ResponseEntity<ExecutionResponse> recover(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownRunException, RunStateException {
        return accepted(desk.recover(actor, id));
    }

    @PostMapping("/{id}/abandon")
    ResponseEntity<ExecutionResponse> abandon(
            @PathVariable("id") long id, @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownRunException, RunStateException {
        return accepted(desk.abandon(actor, id));
    }

    private static ResponseEntity<ExecutionResponse> accepted(RunRow run) {
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/executions/" + run.runId()))
                .body(ExecutionResponse.of(run));
    }
}
