package dev.calima.batch.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The watchdog over Quartz's triggers. After a cut connection or a lost node a trigger may stay acquired or blocked for ever, with
 * nobody who has fired it; such a one is made to wait again. It then fires at once, for no moment that is due, and Quartz reckons
 * from there; what was due meanwhile is caught up.
 */
final class StuckTriggers {

    private static final Logger LOG = LoggerFactory.getLogger(StuckTriggers.class);

    /** So long after it should have fired, and with nobody at it, a trigger is stuck. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final String LOCK = """
            SELECT lock_name FROM quartz.qrtz_locks WHERE sched_name = ? AND lock_name = 'TRIGGER_ACCESS' FOR UPDATE
            """;
    private static final String RESET = """
            UPDATE quartz.qrtz_triggers t SET trigger_state = 'WAITING', next_fire_time = ?
            WHERE sched_name = ? AND trigger_state NOT IN ('WAITING', 'PAUSED') AND next_fire_time BETWEEN 1 AND ?
              AND NOT EXISTS (SELECT FROM quartz.qrtz_fired_triggers f
                              WHERE f.sched_name = t.sched_name AND f.trigger_name = t.trigger_name AND f.trigger_group = t.trigger_group)
            RETURNING trigger_name
            """;

    private final String scheduler;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final AtomicLong resets = new AtomicLong();

    StuckTriggers(String scheduler, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.scheduler = scheduler;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Makes every stuck trigger wait again, under the lock that Quartz takes itself; returns how many there were. */
    int reset(Instant now) {
        List<String> stuck = transaction.execute(status -> {
            jdbc.queryForList(LOCK, String.class, scheduler);
            return jdbc.queryForList(
                    RESET,
                    String.class,
                    now.toEpochMilli(),
                    scheduler,
                    now.minus(PATIENCE).toEpochMilli());
        });
        stuck.forEach(name -> LOG.warn("the trigger of {} was stuck and waits again", name));
        resets.addAndGet(stuck.size());
        return stuck.size();
    }

    /** How many were made to wait again since this process started. */
    long resets() {
        return resets.get();
    }
}
