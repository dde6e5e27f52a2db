package dev.calima.api.kept;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives an answer again that was given before on the same data, without coming to an endpoint. Observations are no part of it:
 * hardly two ask for the same ones, and those of one day are cheap.
 */
class KeptAnswersFilter extends OncePerRequestFilter {

    private static final String OBSERVATIONS = "/v1/observations";

    private final DataVersion data;
    private final KeptAnswers kept;

    KeptAnswersFilter(DataVersion data, KeptAnswers kept) {
        this.data = data;
        this.kept = kept;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.GET.matches(request.getMethod())
                || request.getRequestURI().startsWith(OBSERVATIONS);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> version = data.current();
        if (version.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        Instant minute = kept.minute();
        String question = question(request);
        @Nullable KeptAnswer known = kept.find(version.get(), minute, question);
        if (known != null) {
            known.send(request, response);
            return;
        }
        RecordedResponse recorded = new RecordedResponse(response);
        chain.doFilter(new Unconditional(request), recorded);
        Optional<KeptAnswer> answer = request.isAsyncStarted() ? Optional.empty() : recorded.answer();
        if (answer.isPresent()) {
            kept.keep(version.get(), minute, question, answer.get());
            answer.get().sendBody(request, response);
        } else {
            recorded.letThrough();
        }
    }

    private static String question(HttpServletRequest request) {
        return request.getRequestURI() + '?' + request.getQueryString() + ' ' + request.getHeader(HttpHeaders.ACCEPT);
    }

    /** Asks for the whole answer, so that there is one to be kept; whether it has changed is looked at afterwards. */
    private static final class Unconditional extends HttpServletRequestWrapper {

        private Unconditional(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isCondition(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isCondition(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public long getDateHeader(String name) {
            return isCondition(name) ? -1 : super.getDateHeader(name);
        }

        private static boolean isCondition(String name) {
            return name.equalsIgnoreCase(HttpHeaders.IF_NONE_MATCH)
                    || name.equalsIgnoreCase(HttpHeaders.IF_MODIFIED_SINCE);
        }
    }
}
