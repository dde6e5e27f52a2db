package dev.calima.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells browsers what a page of ours may do: use this server, and nothing else. The job dashboard may also speak with the
 * operator API.
 */
class SecurityHeadersFilter extends OncePerRequestFilter {

    private static final String POLICY = "Content-Security-Policy";
    private static final String ONLY_US = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none';"
            + " base-uri 'none'; form-action 'self'; style-src 'self'";
    /** The documentation page sets styles from its script. */
    private static final String DOCUMENTATION = "/swagger-ui/";

    private static final String DASHBOARD = "/ops/";

    private final String operatorUrl;

    /** @param operatorUrl where the operator API is; empty when it is at our own address */
    SecurityHeadersFilter(String operatorUrl) {
        this.operatorUrl = operatorUrl;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        writeTo(response, request.getRequestURI());
        if (!operatorUrl.isEmpty() && request.getRequestURI().startsWith(DASHBOARD)) {
            response.setHeader(POLICY, ONLY_US + "; connect-src 'self' " + operatorUrl);
        }
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false; // what Tomcat refuses itself arrives in no other way
    }

    static void writeTo(HttpServletResponse response, String path) {
        String inlineStyles = path.startsWith(DOCUMENTATION) ? " 'unsafe-inline'" : "";
        response.setHeader(POLICY, ONLY_US + inlineStyles);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
    }
}
