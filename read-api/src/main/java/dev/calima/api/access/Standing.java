package dev.calima.api.access;

/**
 * How a caller stands with its quota.
 *
 * @param quota what it may
 * @param allowed whether this request is within it
 * @param remaining requests that are left in this window, as far as this node knows
 * @param secondsLeft whole seconds until the next window, at least 1
 */
record Standing(Quota quota, boolean allowed, int remaining, long secondsLeft) {

    /** Field {@code RateLimit-Policy} of draft-ietf-httpapi-ratelimit-headers-10. */
    String policyField() {
        return "\"" + quota.name() + "\";q=" + quota.requests() + ";w=" + quota.windowSeconds();
    }

    /** Field {@code RateLimit} of the same draft. */
    String limitField() {
        return "\"" + quota.name() + "\";r=" + remaining + ";t=" + secondsLeft;
    }
}
