package dev.calima.batch.operate.web;

import dev.calima.batch.backfill.UnknownBackfillException;
import dev.calima.batch.backfill.WrongStateException;
import dev.calima.batch.backfill.plan.PlanRefusedException;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What may be wrong with what is said about backfills, as problem documents. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BackfillProblemHandler {

    @ExceptionHandler({UnknownFeedException.class, PlanRefusedException.class, NothingFoundException.class})
    ProblemDetail refused(Exception e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail unknown(UnknownBackfillException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail wrong(WrongStateException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
        e.state().ifPresent(state -> problem.setProperty("state", state.word()));
        return problem;
    }
}
