package dev.calima.batch.operate.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that cannot be done; the detail says what is wrong and what to do (RFC 9457). */
final class OperatorProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1;

    OperatorProblem(HttpStatus status, String detail) {
        super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
    }
}
