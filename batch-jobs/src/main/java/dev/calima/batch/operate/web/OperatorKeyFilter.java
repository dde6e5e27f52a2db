package dev.calima.batch.operate.web;

import dev.calima.batch.run.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets nobody in without a key, tells who it is, and keeps answers out of every cache. */
@Component
@ConditionalOnWebApplication
class OperatorKeyFilter extends OncePerRequestFilter {

    /** Attribute of a request: its {@link Actor}. */
    static final String ACTOR = "calima.actor";

    /** Attribute of a request: the {@link OperatorKeys.Holder} of its key. */
    static final String HOLDER = "calima.holder";

    private static final String BEARER = "Bearer ";
    private static final Set<String> LOOKING = Set.of("GET", "HEAD");

    private final OperatorKeys keys;
    private final OperatorApiKeys apiKeys;

    OperatorKeyFilter(OperatorKeys keys, OperatorApiKeys apiKeys) {
        this.keys = keys;
        this.apiKeys = apiKeys;
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
        Optional<OperatorKeys.Holder> holder = given != null && given.startsWith(BEARER)
                ? find(given.substring(BEARER.length()).strip())
                : Optional.empty();
        if (holder.isEmpty()) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"calima operator\"");
            refuse(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    "Unauthorized",
                    "Give the operator's key: 'Authorization: Bearer KEY'. It stands in operator.key in Calima's data folder.");
            return;
        }
        if (holder.get().role() == OperatorRole.VIEWER && !LOOKING.contains(request.getMethod())) {
            refuse(
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Forbidden",
                    "The key of " + holder.get().name() + " may look, and change nothing.");
            return;
        }
        request.setAttribute(HOLDER, holder.get());
        request.setAttribute(ACTOR, actor(holder.get(), request.getHeader("X-Operator")));
        chain.doFilter(request, response);
    }

    /** A request that answers in pieces is let in once; its later dispatches are ours. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return true;
    }

    private Optional<OperatorKeys.Holder> find(String key) {
        Optional<OperatorKeys.Holder> named = keys.find(key);
        return named.isPresent() ? named : apiKeys.find(key);
    }

    private static Actor actor(OperatorKeys.Holder holder, @Nullable String saysSo) {
        String name = holder.isShared() && saysSo != null && !saysSo.isBlank()
                ? saysSo.strip() + " (" + holder.name() + ")"
                : holder.name();
        return new Actor(name, Actor.Via.API);
    }

    private static void refuse(HttpServletResponse response, int status, String title, String detail)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/problem+json");
        response.getWriter()
                .write("{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\"}");
    }
}
