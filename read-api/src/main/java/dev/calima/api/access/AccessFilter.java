package dev.calima.api.access;

import dev.calima.api.web.ProblemWriter;
import dev.calima.api.web.RequestProblem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** The door: tells who asks, and counts every request, those that are refused too. */
class AccessFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(AccessFilter.class);

    private final AccessSettings settings;
    private final Gate gate;
    private final Quotas quotas;
    private final KeyUse use;
    private final ProblemWriter problems;

    AccessFilter(AccessSettings settings, Gate gate, Quotas quotas, KeyUse use, ProblemWriter problems) {
        this.settings = settings;
        this.gate = gate;
        this.quotas = quotas;
        this.use = use;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            let(request, response, chain);
        } catch (RequestProblem problem) {
            problems.write(problem, request, response);
        } catch (GateClosedException e) {
            LOG.warn("{}", e.getMessage());
            problems.write(RequestProblem.unavailable(), request, response);
        }
    }

    private void let(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, Gate.HEADER);
        Caller caller;
        try {
            caller = gate.caller(request);
        } catch (RequestProblem problem) {
            count(gate.stranger(request), response);
            if (problem.isNotLetIn()) {
                response.setHeader(
                        HttpHeaders.WWW_AUTHENTICATE, "ApiKey realm=\"calima\", header=\"" + Gate.HEADER + "\"");
            }
            throw problem;
        }
        count(caller, response);
        request.setAttribute(Caller.ATTRIBUTE, caller);
        chain.doFilter(request, caller.key() == null ? response : new PrivateAnswer(response));
    }

    /** @throws RequestProblem when the quota is used up */
    private void count(Caller caller, HttpServletResponse response) {
        if (caller.key() != null) {
            use.count(caller.key());
        }
        Standing standing = quotas.use(caller.subject(), settings.quota(caller.role()));
        response.setHeader("RateLimit-Policy", standing.policyField());
        response.setHeader("RateLimit", standing.limitField());
        if (!standing.allowed()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(standing.secondsLeft()));
            throw RequestProblem.tooMany(standing.quota().name(), standing.secondsLeft(), advice(caller, standing));
        }
    }

    private String advice(Caller caller, Standing standing) {
        String again = "Ask again in " + standing.secondsLeft() + " s";
        if (caller.key() != null) {
            return "The key " + caller.key().id() + " had its "
                    + standing.quota().words() + ". " + again + ", or ask for more at a time: longer ranges and pages.";
        }
        return String.format(
                Locale.ROOT,
                "Without a key there are %s for each address, and yours had them. %s, or send a key in the header %s: with one"
                        + " there are %s.",
                standing.quota().words(),
                again,
                Gate.HEADER,
                settings.quota(CallerRole.READER).words());
    }
}
