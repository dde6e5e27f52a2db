package dev.calima.batch.operate.web;

import dev.calima.batch.aggregate.AggregateFailedException;
import dev.calima.batch.aggregate.AggregateJob;
import dev.calima.batch.ledger.HeldElsewhereException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Computes what background loads have made stale. */
@Component
class FollowingAggregates {

    private static final Logger LOG = LoggerFactory.getLogger(FollowingAggregates.class);

    private final AggregateJob job;

    FollowingAggregates(AggregateJob job) {
        this.job = job;
    }

    /** Who computes just now does it for us; what fails stays marked for the next time. */
    void compute() {
        try {
            job.rebuild(false, false);
        } catch (HeldElsewhereException e) {
            LOG.info("aggregates are computed by another process: {}", e.getMessage());
        } catch (AggregateFailedException e) {
            LOG.warn("aggregates wait", e);
        }
    }
}
