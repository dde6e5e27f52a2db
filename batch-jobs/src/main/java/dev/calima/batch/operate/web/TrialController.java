package dev.calima.batch.operate.web;

import dev.calima.batch.run.Actor;
import dev.calima.batch.trial.Trial;
import dev.calima.batch.trial.TrialDesk;
import dev.calima.batch.trial.TrialKind;
import dev.calima.batch.trial.TrialReader;
import dev.calima.batch.trial.TrialRefusedException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Trains, tests and forecasts for whoever asks, on the database or on an attached file, as runs in the background. */
@RestController
@ConditionalOnWebApplication
@RequestMapping({"/ops/v1/{kind:trainings|backtests|forecasts}"})
class TrialController {

    private static final int MOST_SHOWN = 1000;
    private static final int LONGEST_KEY = 200;
    private static final long LARGEST_FILE = 64L << 20;
    private static final int LONGEST_NAME = 200;

    private final TrialDesk desk;
    private final TrialReader trials;

    TrialController(
            @Qualifier(OperatorConfiguration.OPERATOR + "Trials") TrialDesk desk,
            @Qualifier(OperatorConfiguration.OPERATOR + "TrialReader") TrialReader trials) {
        this.desk = desk;
        this.trials = trials;
    }

    /** On the database. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TrialResponse> onDatabase(
            @PathVariable("kind") String kind,
            @RequestBody(required = false) @Nullable String body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws TrialRefusedException {
        return accept(kind, body, null, key, actor);
    }

    /** On a file that comes with the request. */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<TrialResponse> onFile(
            @PathVariable("kind") String kind,
            @RequestParam(name = "request", required = false) @Nullable String body,
            @RequestParam("file") MultipartFile file,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestAttribute(OperatorKeyFilter.ACTOR) Actor actor)
            throws TrialRefusedException, IOException {
        if (file.getSize() > LARGEST_FILE) {
            throw new OperatorProblem(HttpStatus.CONTENT_TOO_LARGE, "a file of series has up to 64 MiB");
        }
        return accept(
                kind, body, new TrialDesk.Attached(plainName(file.getOriginalFilename()), file.getBytes()), key, actor);
    }

    private ResponseEntity<TrialResponse> accept(
            String kind, @Nullable String body, TrialDesk.@Nullable Attached file, @Nullable String key, Actor actor)
            throws TrialRefusedException {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "Idempotency-Key must have 1 to 200 characters");
        }
        Trial trial = desk.submit(actor, TrialRequest.read(kind(kind), body), file, key);
        return ResponseEntity.accepted()
                .location(URI.create("/ops/v1/" + kind + "/" + trial.id()))
                .body(TrialResponse.of(trial));
    }

    /** The newest first, without their reports. */
    @GetMapping
    List<TrialResponse> list(
            @PathVariable("kind") String kind, @RequestParam(name = "limit", defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST_SHOWN) {
            throw new OperatorProblem(HttpStatus.BAD_REQUEST, "limit must lie in 1..1000, but is " + limit);
        }
        return trials.newest(kind(kind), limit).stream()
                .map(trial -> TrialResponse.of(trial).withoutReport())
                .toList();
    }

    /** One, with its report when it is there. */
    @GetMapping("/{id}")
    TrialResponse find(@PathVariable("kind") String kind, @PathVariable("id") UUID id) {
        return TrialResponse.of(trials.find(kind(kind), id).orElseThrow(() -> unknown(kind, id)));
    }

    /** Its report as a picture. */
    @GetMapping(path = "/{id}/plot", produces = "image/svg+xml")
    ResponseEntity<String> plot(@PathVariable("kind") String kind, @PathVariable("id") UUID id) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("image/svg+xml"))
                .body(trials.plot(kind(kind), id).orElseThrow(() -> unknown(kind, id)));
    }

    @ExceptionHandler
    ProblemDetail refused(TrialRefusedException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(e.getMessage()));
        problem.setProperty("errors", e.problems());
        return problem;
    }

    private static TrialKind kind(String path) {
        return TrialKind.valueOf(path.substring(0, path.length() - 1).toUpperCase(java.util.Locale.ROOT));
    }

    private static OperatorProblem unknown(String kind, UUID id) {
        return new OperatorProblem(
                HttpStatus.NOT_FOUND,
                "there is no " + kind.substring(0, kind.length() - 1) + " " + id + " with that yet");
    }

    private static String plainName(@Nullable String name) {
        String last = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String plain = last.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?").strip();
        return plain.isEmpty() ? "series.csv" : plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }
}
