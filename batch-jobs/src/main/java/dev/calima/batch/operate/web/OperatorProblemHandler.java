package dev.calima.batch.operate.web;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what went wrong into problem documents; what is our fault goes to the log and not to the answer. */
@RestControllerAdvice
class OperatorProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorProblemHandler.class);

    @ExceptionHandler
    ProblemDetail failed(IOException e) {
        LOG.warn("a file could not be received", e);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                "the file did not arrive whole, or could not be kept; nothing of it is loaded. Send it again");
    }

    @ExceptionHandler
    ProblemDetail failed(RuntimeException e) {
        LOG.error("an operator request failed", e);
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "this is a defect of Calima's; the log of the batch application says more");
    }

    @Override
    protected org.springframework.http.ResponseEntity<Object> handleMaxUploadSizeExceededException(
            MaxUploadSizeExceededException e,
            org.springframework.http.HttpHeaders headers,
            org.springframework.http.HttpStatusCode status,
            org.springframework.web.context.request.WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.CONTENT_TOO_LARGE,
                "a form takes files of up to 1 GB, 50 in all; send a larger one as the body (application/octet-stream)");
        return org.springframework.http.ResponseEntity.status(HttpStatus.CONTENT_TOO_LARGE)
                .body(problem);
    }
}
