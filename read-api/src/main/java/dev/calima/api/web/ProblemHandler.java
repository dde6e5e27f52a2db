package dev.calima.api.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.List;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns whatever goes wrong into {@code application/problem+json} (RFC 9457), without a word about our insides. */
@Hidden
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private static final String RETRY_AFTER_SECONDS = "5";
    /** SQLSTATE classes: connection lost, out of resources, statement cancelled (time-out) or server stopping. */
    private static final List<String> UNAVAILABLE = List.of("08", "53", "57");

    @ExceptionHandler
    ResponseEntity<Object> handle(RequestProblem problem, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        problem.retryAfterSeconds().ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        return answer(problem.body(), headers, request);
    }

    /** Tomcat decodes the query when it is first looked at, and gives up then. */
    @ExceptionHandler
    ResponseEntity<Object> handle(InvalidParameterException e, WebRequest request) {
        return answer(
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.BAD_REQUEST, "The query cannot be read; it must be percent-encoded UTF-8."),
                new HttpHeaders(),
                request);
    }

    @ExceptionHandler
    ResponseEntity<Object> handle(Exception e, WebRequest request) throws Exception {
        HttpServletResponse response = ((ServletWebRequest) request).getResponse();
        if (response != null && response.isCommitted()) {
            throw e; // a part is sent: the connection breaks, so that nobody takes it for the whole
        }
        if (isDatabaseUnavailable(e)) {
            LOG.warn("the database did not answer: {}", rootMessage(e));
            HttpHeaders headers = new HttpHeaders();
            headers.set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            return answer(
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "The database did not answer in time. Try again, or ask for less at a time."),
                    headers,
                    request);
        }
        return failure(e, request);
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException mismatch
                ? mismatch.getName()
                : String.valueOf(e.getPropertyName());
        @Nullable Throwable cause = e.getMostSpecificCause();
        String message = cause instanceof IllegalArgumentException && cause.getMessage() != null
                ? cause.getMessage()
                : "cannot be read";
        return handle(RequestProblem.invalid(name, message), request);
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handle(RequestProblem.invalid(e.getParameterName(), "is required"), request);
    }

    @Override
    protected ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND, "There is nothing at this path; /docs lists what there is."),
                headers,
                request);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return failure(e, request);
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return failure(e, request);
        }
        if (body instanceof ProblemDetail given) {
            return answer(given, headers, request);
        }
        ProblemDetail problem =
                e instanceof ErrorResponse described ? described.getBody() : ProblemDetail.forStatus(status);
        return answer(problem, headers, request);
    }

    private static ResponseEntity<Object> failure(Exception e, WebRequest request) {
        HttpServletRequest http = ((ServletWebRequest) request).getRequest();
        LOG.error("failed: {} {}", http.getMethod(), http.getRequestURI(), e);
        return answer(
                ProblemDetail.forStatusAndDetail(
                        HttpStatus.INTERNAL_SERVER_ERROR, "The server failed to answer; the failure is logged."),
                new HttpHeaders(),
                request);
    }

    private static ResponseEntity<Object> answer(ProblemDetail body, HttpHeaders headers, WebRequest request) {
        ServletWebRequest web = (ServletWebRequest) request;
        HttpServletResponse response = web.getResponse();
        if (response != null && !response.isCommitted()) {
            response.resetBuffer(); // half an answer, when writing it failed
            response.setHeader(HttpHeaders.CONTENT_DISPOSITION, null); // the name was for that answer
        }
        if (body.getType() == null) {
            body.setType(URI.create("about:blank"));
        }
        if (body.getInstance() == null) {
            body.setInstance(URI.create(web.getRequest().getRequestURI()));
        }
        return ResponseEntity.status(body.getStatus())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    private static boolean isDatabaseUnavailable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLTransientException) {
                return true;
            }
            if (t instanceof SQLException sql
                    && sql.getSQLState() != null
                    && UNAVAILABLE.stream().anyMatch(sql.getSQLState()::startsWith)) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
