package dev.calima.batch.schedule;

import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.UnknownJobException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Starts the next job of a chain when the one before it is completed, for the same moment. What is to be started is read from the
 * runs each time, so that a chain goes on whoever has died; a job that failed holds it until it is restarted and completed.
 */
@Component
class ChainLinks {

    private static final Logger LOG = LoggerFactory.getLogger(ChainLinks.class);

    /** A chain that has stood for longer is not taken up again. */
    private static final Duration LONGEST_PAUSE = Duration.ofDays(7);

    private final ScheduleReader rows;
    private final RunRequests requests;

    ChainLinks(ScheduleReader rows, RunRequests requests) {
        this.rows = rows;
        this.requests = requests;
    }

    /** Starts every job of a schedule's chain whose turn it is; returns how many. */
    int goOn(ScheduleDefinition schedule, Instant now) {
        if (schedule.links().size() == 1) {
            return 0;
        }
        @Nullable ScheduleRow row = rows.find(schedule.name()).orElse(null);
        if (row == null || !row.isActive()) {
            return 0;
        }
        int started = 0;
        for (int link = 1; link < schedule.links().size(); link++) {
            for (Instant moment : rows.completedWithoutNext(
                    schedule.runsOf(link - 1), schedule.runsOf(link), row.jobsSince(), now.minus(LONGEST_PAUSE))) {
                started += start(schedule, link, moment);
            }
        }
        return started;
    }

    private int start(ScheduleDefinition schedule, int link, Instant moment) {
        try {
            return requests.submit(ScheduledRequests.of(schedule, link, moment)).isNew() ? 1 : 0;
        } catch (AlreadyAliveException e) {
            LOG.debug("{} of {} waits: {}", schedule.runsOf(link), moment, e.getMessage());
            return 0;
        } catch (UnknownJobException | BadParametersException | KeyTakenException e) {
            throw new IllegalStateException("schedule " + schedule.name() + ": " + e.getMessage(), e);
        }
    }
}
