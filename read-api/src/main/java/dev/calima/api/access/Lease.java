package dev.calima.api.access;

import java.time.Duration;
import java.time.Instant;

/**
 * Requests that this node has taken on account for one caller, and how many of them are left. To be used while holding its lock.
 */
final class Lease {

    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final String subject;
    private final Quota quota;
    private Instant windowStart = Instant.EPOCH;
    private long endNanos;
    private long askedNanos;
    private long usedNanos;
    private int left;
    private int taken;
    private boolean ended;

    /** A lease of nothing: the first use asks the database. */
    Lease(String subject, Quota quota) {
        this.subject = subject;
        this.quota = quota;
        long now = System.nanoTime();
        endNanos = now;
        askedNanos = now - PAUSE_NANOS;
        usedNanos = now;
    }

    /** Whether the database must be asked before one more is let through. Where nothing was left it is asked each second only. */
    boolean needsMore(long now) {
        return isOver(now) || (left == 0 && (taken < quota.requests() || now - askedNanos >= PAUSE_NANOS));
    }

    void add(GateQueries.Taken more, long now) {
        windowStart = more.windowStart();
        endNanos = now + (long) (more.secondsLeft() * Duration.ofSeconds(1).toNanos());
        askedNanos = now;
        left = more.granted();
        taken = more.taken();
    }

    /** Uses one; tells how it stands afterwards. */
    Standing use(long now) {
        usedNanos = now;
        boolean allowed = left > 0;
        if (allowed) {
            left--;
        }
        return standing(allowed, now);
    }

    /** How it stands, without using one. */
    Standing standing(boolean allowed, long now) {
        long secondsLeft = Math.max(
                1,
                Duration.ofNanos(endNanos - now + Duration.ofSeconds(1).toNanos() - 1)
                        .toSeconds());
        return new Standing(quota, allowed, Math.max(0, quota.requests() - taken + left), secondsLeft);
    }

    boolean isOver(long now) {
        return now - endNanos >= 0;
    }

    boolean isExhausted(long now) {
        return !needsMore(now) && left == 0;
    }

    /** Whether nobody used it for a second. */
    boolean isIdle(long now) {
        return now - usedNanos >= PAUSE_NANOS;
    }

    /** Takes out what is left, to be given back. */
    int takeOut() {
        int unused = left;
        left = 0;
        taken -= unused;
        return unused;
    }

    String subject() {
        return subject;
    }

    Instant windowStart() {
        return windowStart;
    }

    /** Ends it: whoever still holds it must get another. */
    void end() {
        ended = true;
    }

    boolean isEnded() {
        return ended;
    }
}
