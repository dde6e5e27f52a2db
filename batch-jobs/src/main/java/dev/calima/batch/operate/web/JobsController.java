package dev.calima.batch.operate.web;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.QueueFullException;
import dev.calima.batch.run.RunDesk;
import dev.calima.batch.run.RunReader;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunnableJobs;
import dev.calima.batch.run.Submitted;
import dev.calima.batch.run.UnknownJobException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the jobs and what each may be told, and starts them. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/ops/v1/jobs")
class JobsController {

    private static final int LONGEST_KEY = 200;

    private final RunnableJobs jobs;
    private final RunDesk desk;
    private final RunReader runs;

    JobsController(
            RunnableJobs jobs,
            @Qualifier(OperatorConfiguration.OPERATOR + "Desk") RunDesk desk,
            @Qualifier(OperatorConfiguration.OPERATOR + "Runs") RunReader runs) {
        this.jobs = jobs;
        this.desk = desk;
        this.runs = runs;
    }

    @GetMapping
    List<JobResponse> list() {
        return jobs.list().stream().map(JobResponse::of).toList();
    }

    @GetMapping("/{name}")
    JobResponse find(@PathVariable("name") String name) throws UnknownJobException {
        return JobResponse.of(jobs.get(name));
    }

    @PostMapping("/{name}/executions")
    ResponseEntity<ExecutionResponse> start(
            @PathVariable("name") String name,
            @RequestBody(required = false) @Nullable String body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws UnknownJobException, BadParametersException, AlreadyAliveException, KeyTakenException,
                    QueueFullException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to 200 characters");
        }
        StartRequest wanted = StartRequest.read(body);
        Submitted submitted = desk.start(
                actor,
                RunRequest.of(name, wanted.parameters(), actor.name())
                        .because(wanted.reason())
                        .called(key));
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/executions/" + submitted.runId()))
                .body(ExecutionResponse.of(runs.find(submitted.runId()).orElseThrow()));
    }
}
