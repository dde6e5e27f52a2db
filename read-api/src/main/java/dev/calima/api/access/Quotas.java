package dev.calima.api.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts the requests of each caller over all nodes, without a write for each: a node takes an eighth of what is left on account,
 * never more than 1 in 200 of a large quota, and gives back what nobody used within a second. Never lets through more than the
 * quota; thread-safe.
 */
@Component
class Quotas {

    private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);

    private static final int LEAST_LEASE = 8;
    private static final int LEASES_OF_A_QUOTA = 200;
    /** Callers beyond these share one lease. */
    private static final int MOST_CALLERS = 50_000;

    private static final String CROWD = "address others";
    private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();

    private final GateQueries queries;
    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private long forgotNanos = System.nanoTime();

    Quotas(GateQueries queries) {
        this.queries = queries;
    }

    /** Counts one request. */
    Standing use(String subject, Quota quota) {
        while (true) {
            Lease lease = lease(subject, quota);
            synchronized (lease) {
                if (!lease.isEnded()) {
                    refill(lease, quota);
                    return lease.use(System.nanoTime());
                }
            }
        }
    }

    /** How a caller stands; counts nothing. */
    Standing look(String subject, Quota quota) {
        while (true) {
            Lease lease = lease(subject, quota);
            synchronized (lease) {
                if (!lease.isEnded()) {
                    refill(lease, quota);
                    return lease.standing(true, System.nanoTime());
                }
            }
        }
    }

    /** Whether a caller is known to have nothing left; does not ask the database. */
    boolean isExhausted(String subject) {
        Lease lease = leases.get(subject);
        if (lease == null) {
            return false;
        }
        synchronized (lease) {
            return lease.isExhausted(System.nanoTime());
        }
    }

    private Lease lease(String subject, Quota quota) {
        Lease known = leases.get(subject);
        if (known != null) {
            return known;
        }
        String counted = leases.size() < MOST_CALLERS ? subject : CROWD;
        return leases.computeIfAbsent(counted, name -> new Lease(name, quota));
    }

    private void refill(Lease lease, Quota quota) {
        if (lease.needsMore(System.nanoTime())) {
            int most = Math.max(LEAST_LEASE, quota.requests() / LEASES_OF_A_QUOTA);
            lease.add(queries.take(lease.subject(), quota, most), System.nanoTime());
        }
    }

    /** Gives back what is not used, and forgets who does not ask any more. To be called each second. */
    void tidy(int windowSeconds) {
        leases.forEach((subject, lease) -> {
            synchronized (lease) {
                long now = System.nanoTime();
                if (lease.isOver(now) && lease.isIdle(now)) {
                    lease.end();
                    leases.remove(subject, lease);
                } else if (lease.isIdle(now)) {
                    giveBack(lease);
                }
            }
        });
        if (System.nanoTime() - forgotNanos >= FORGET_NANOS) {
            forgotNanos = System.nanoTime();
            queries.forget(windowSeconds);
        }
    }

    /** Gives everything back, before this node ends. */
    void giveAllBack() {
        leases.values().forEach(lease -> {
            synchronized (lease) {
                giveBack(lease);
            }
        });
        LOG.debug("gave back what {} callers had left", leases.size());
    }

    private void giveBack(Lease lease) {
        int unused = lease.takeOut();
        if (unused > 0) {
            queries.giveBack(lease.subject(), lease.windowStart(), unused);
        }
    }
}
