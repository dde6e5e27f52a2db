package dev.calima.api.web;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A request that cannot be answered with data; becomes an {@code application/problem+json} answer. */
public final class RequestProblem extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final String RETRY_AFTER = "retryAfterSeconds";
    /** The registered type that draft-ietf-httpapi-ratelimit-headers-10 gives to a quota that is used up. */
    private static final URI QUOTA_EXCEEDED =
            URI.create("https://iana.org/assignments/http-problem-types#quota-exceeded");

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

    /**
     * 400: the request as a whole cannot be taken as it is.
     *
     * @param kind short name of the problem, in its type
     */
    public static RequestProblem notReadable(String kind, String detail) {
        return new RequestProblem(HttpStatus.BAD_REQUEST, kind, detail, List.of());
    }

    /**
     * 401: the key opens nothing.
     *
     * @param kind short name of the problem, in its type
     */
    public static RequestProblem notLetIn(String kind, String detail) {
        return new RequestProblem(HttpStatus.UNAUTHORIZED, kind, detail, List.of());
    }

    /**
     * 429: the quota is used up.
     *
     * @param policy name of the quota
     * @param seconds until there is more
     */
    public static RequestProblem tooMany(String policy, long seconds, String detail) {
        return new RequestProblem(HttpStatus.TOO_MANY_REQUESTS, "quota-exceeded", detail, List.of())
                .with("violated-policies", List.of(policy))
                .with(RETRY_AFTER, seconds);
    }

    /** 503: the database does not answer now. */
    public static RequestProblem unavailable() {
        return new RequestProblem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "unavailable",
                        "The database did not answer in time. Try again.",
                        List.of())
                .with(RETRY_AFTER, 5);
    }

    /** 503: the server could answer, but not just now. */
    public static RequestProblem busy(String detail) {
        return new RequestProblem(HttpStatus.SERVICE_UNAVAILABLE, "busy", detail, List.of()).with(RETRY_AFTER, 5);
    }

    /** Adds a member to the problem, for programs. */
    public RequestProblem with(String member, Object value) {
        more.put(member, value);
        return this;
    }

    HttpStatus status() {
        return status;
    }

    /** Whether it is about a key that opens nothing. */
    public boolean isNotLetIn() {
        return status == HttpStatus.UNAUTHORIZED;
    }

    /** When to ask again; empty when that would not help. */
    OptionalLong retryAfterSeconds() {
        return more.get(RETRY_AFTER) instanceof Number seconds
                ? OptionalLong.of(seconds.longValue())
                : OptionalLong.empty();
    }

    /** The problem as it is answered, without the path. */
    ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, String.valueOf(getMessage()));
        body.setType(
                status == HttpStatus.TOO_MANY_REQUESTS ? QUOTA_EXCEEDED : URI.create("urn:calima:problem:" + kind));
        more.forEach(body::setProperty);
        if (!errors.isEmpty()) {
            body.setProperty("errors", errors);
        }
        return body;
    }
}
