package dev.calima.batch.operate.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What may be asked without a key from this machine itself: a word on how it goes, and the metrics, which name feeds and jobs
 * and nothing else. A collector on the machine then needs no secret. Behind a proxy every request comes from this machine, so
 * one that was passed on by somebody does not count as one from here.
 */
final class OpenPaths {

    static final String HEALTH = "/ops/v1/health";
    static final String METRICS = "/ops/v1/metrics";

    private static final String WITHOUT_KEY = OpenPaths.class.getName();

    private OpenPaths() {}

    /** Whether a request without a key is let in; notes that it had none. */
    static boolean letIn(HttpServletRequest request) {
        boolean open = request.getMethod().equals("GET")
                && (request.getRequestURI().equals(HEALTH)
                        || request.getRequestURI().equals(METRICS))
                && request.getHeader("Authorization") == null
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null
                && isLoopback(request.getRemoteAddr());
        if (open) {
            request.setAttribute(WITHOUT_KEY, true);
        }
        return open;
    }

    static boolean isWithoutKey(HttpServletRequest request) {
        return request.getAttribute(WITHOUT_KEY) != null;
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress(); // an address, so nothing is looked up
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
