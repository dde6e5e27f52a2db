package dev.calima.api.crowd;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Sends a request away at once (503, come back) when those that wait behind it would take longer than they want to wait: better
 * some are told so than all time out. As many threads answer as there are database connections; everybody else waits before them.
 */
class CrowdFilter extends OncePerRequestFilter {

    /** More than this wait for too long even where each is answered in no time. */
    static final int MOST_WAITING = 256;

    private static final long LONGEST_WAIT_NANOS = 2_000_000_000;
    private static final String RETRY_AFTER_SECONDS = "2";
    /** Of the last answers, each counts so much less than the one after it. */
    private static final int WEIGHT = 8;

    private final WaitingRequests waiting;
    private final AtomicLong usualNanos = new AtomicLong();

    CrowdFilter(WaitingRequests waiting) {
        this.waiting = waiting;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (waiting.count() > mostWaiting()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            return;
        }
        long start = System.nanoTime();
        try {
            chain.doFilter(request, response);
        } finally {
            note(System.nanoTime() - start);
        }
    }

    private long mostWaiting() {
        long answeredInTime = LONGEST_WAIT_NANOS * waiting.threads() / Math.max(1, usualNanos.get());
        return Math.min(MOST_WAITING, answeredInTime);
    }

    /** Two at a time may each miss the other's; it is an estimate. */
    private void note(long nanos) {
        long usual = usualNanos.get();
        usualNanos.set(usual + (nanos - usual) / WEIGHT);
    }
}
