package dev.calima.api.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** A request that cannot be answered with data; becomes an {@code application/problem+json} answer. */
public final class RequestProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String kind;
    private final transient List<ParameterError> errors;
    private final transient Map<String, Object> more = new LinkedHashMap<>();

    private RequestProblem(HttpStatus status, String kind, String detail, List<ParameterError> errors) {
        super(detail, null, false, false);
        this.status = status;
        this.kind = kind;
        this.errors = List.copyOf(errors);
    }

    /** 400: these parameters are wrong; all of them at once. */
    public static RequestProblem invalid(List<ParameterError> errors) {
        String detail =
                errors.stream().map(e -> e.parameter() + ": " + e.message()).collect(Collectors.joining("; "));
        return new RequestProblem(HttpStatus.BAD_REQUEST, "invalid-parameter", detail, errors);
    }

    /** 400: this parameter is wrong. */
    public static RequestProblem invalid(String parameter, String message) {
        return invalid(List.of(new ParameterError(parameter, message)));
    }

    /** 404: the parameter is well formed, but names nothing. */
    public static RequestProblem unknown(String parameter, String message) {
        return new RequestProblem(
                HttpStatus.NOT_FOUND, "unknown-name", message, List.of(new ParameterError(parameter, message)));
    }

    /**
     * 404: what is asked for is not there, for a reason that the caller may be able to change.
     *
     * @param kind short name of the problem, in its type
     */
    public static RequestProblem notThere(String kind, String detail) {
        return new RequestProblem(HttpStatus.NOT_FOUND, kind, detail, List.of());
    }

    /** Adds a member to the problem, for programs. */
    public RequestProblem with(String member, Object value) {
        more.put(member, value);
        return this;
    }

    HttpStatus status() {
        return status;
    }

    URI type() {
        return URI.create("urn:calima:problem:" + kind);
    }

    List<ParameterError> errors() {
        return errors;
    }

    Map<String, Object> more() {
        return more;
    }
}
