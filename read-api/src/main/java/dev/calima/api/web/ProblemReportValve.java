package dev.calima.api.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What Tomcat refuses before any of our code sees it (such as a malformed URL), as a problem instead of a page. */
public class ProblemReportValve extends ErrorReportValve {

    private static final int FIRST_ERROR = 400;
    private static final Pattern PLAIN = Pattern.compile("(?:[A-Za-z0-9/._~-]|%[0-9A-Fa-f]{2})+");

    /** The path, where it can stand in JSON and in a URI as it is. */
    private static String path(Request request) {
        @Nullable String path = request.getRequestURI();
        return path != null && PLAIN.matcher(path).matches() ? path : "/";
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int code = response.getStatus();
        if (code < FIRST_ERROR || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = HttpStatus.resolve(code);
        String title = status == null ? "Error" : status.getReasonPhrase();
        SecurityHeadersFilter.writeTo(response, "");
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/problem+json");
        String body = """
                {"type":"about:blank","title":"%s","status":%d,"detail":"The server could not read the request: it must be HTTP/1.1 with a percent-encoded URL, and URL and headers together may have 8 KiB.","instance":"%s"}""".formatted(title, code, path(request));
        try {
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException e) {
            getContainer().getLogger().debug("the caller is gone", e);
        }
    }
}
