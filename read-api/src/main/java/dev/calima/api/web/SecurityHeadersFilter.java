package dev.calima.api.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Tells browsers what a page of ours may do: use this server, and nothing else. */
class SecurityHeadersFilter extends OncePerRequestFilter {

    private static final String ONLY_US = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none';"
            + " base-uri 'none'; form-action 'self'; style-src 'self'";
    /** The documentation page sets styles from its script. */
    private static final String DOCUMENTATION = "/swagger-ui/";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        writeTo(response, request.getRequestURI());
        chain.doFilter(request, response);
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false; // what Tomcat refuses itself arrives in no other way
    }

    static void writeTo(HttpServletResponse response, String path) {
        String inlineStyles = path.startsWith(DOCUMENTATION) ? " 'unsafe-inline'" : "";
        response.setHeader("Content-Security-Policy", ONLY_US + inlineStyles);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
    }
}
