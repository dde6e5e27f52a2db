package dev.calima.batch.operate.web;

import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.QueueFullException;
import dev.calima.batch.run.RunStateException;
import dev.calima.batch.run.UnknownJobException;
import dev.calima.batch.run.UnknownRunException;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What may be wrong with what is said about runs, as problem documents. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class RunProblemHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RunProblemHandler.class);
    private static final String RETRY_SECONDS = "10";

    @ExceptionHandler
    ProblemDetail unknown(UnknownJobException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownRunException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail bad(BadParametersException e) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "parameters are wrong or missing: see errors");
        List<Map<String, String>> errors = e.problems().entrySet().stream()
                .map(one -> Map.of("parameter", one.getKey(), "detail", one.getValue()))
                .toList();
        problem.setProperty("errors", errors);
        return problem;
    }

    @ExceptionHandler
    ProblemDetail taken(KeyTakenException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> full(QueueFullException e) {
        return ResponseEntity.status(HttpStatus.TOO_MANY_REQUESTS)
                .header("Retry-After", RETRY_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(HttpStatus.TOO_MANY_REQUESTS, e.getMessage()));
    }

    @ExceptionHandler
    ProblemDetail alive(AlreadyAliveException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
        problem.setProperty("execution", e.runId());
        problem.setProperty("executionHref", "/ops/v1/executions/" + e.runId());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail wrong(RunStateException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
        problem.setProperty("state", e.state().code());
        if (e.livingRunId() != null) {
            problem.setProperty("execution", e.livingRunId());
            problem.setProperty("executionHref", "/ops/v1/executions/" + e.livingRunId());
        }
        return problem;
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<ProblemDetail> away(RuntimeException e) {
        LOG.warn("the database is away: {}", e.getMessage());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header("Retry-After", RETRY_SECONDS)
                .body(ProblemDetail.forStatusAndDetail(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "the database does not answer just now; runs go on by themselves when it is back"));
    }
}
