package dev.calima.batch.operate.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody in without the operator's key, and keeps answers out of every cache. */
@Component
@ConditionalOnWebApplication
class OperatorKeyFilter extends OncePerRequestFilter {

    private static final String BEARER = "Bearer ";

    private final OperatorKey key;

    OperatorKeyFilter(OperatorKey key) {
        this.key = key;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        @Nullable String given = request.getHeader("Authorization");
        if (OpenPaths.letIn(request)) {
            chain.doFilter(request, response);
            return;
        }
        if (given != null
                && given.startsWith(BEARER)
                && key.matches(given.substring(BEARER.length()).strip())) {
            chain.doFilter(request, response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setHeader("WWW-Authenticate", "Bearer realm=\"calima operator\"");
        response.setContentType("application/problem+json");
        response.getWriter()
                .write(
                        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"Give the operator's"
                                + " key: 'Authorization: Bearer KEY'. It stands in operator.key in Calima's data folder.\"}");
    }
}
