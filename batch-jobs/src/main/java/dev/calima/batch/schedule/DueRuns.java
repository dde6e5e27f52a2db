package dev.calima.batch.schedule;

import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.run.AlreadyAliveException;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.KeyTakenException;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.UnknownJobException;
import dev.calima.batch.timetable.CatchUp;
import dev.calima.batch.timetable.MissedTimes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes runs of the moments that are due. Who asks, and how often, does not matter: the schedule's row is held while it is
 * brought up to a moment, and says up to where it was; runs and row are one transaction. That a schedule and moment have one
 * run is also a unique key.
 */
@Component
class DueRuns {

    private static final Logger LOG = LoggerFactory.getLogger(DueRuns.class);

    private final ScheduleWriter rows;
    private final RunRequests requests;

    DueRuns(ScheduleWriter rows, RunRequests requests) {
        this.rows = rows;
        this.requests = requests;
    }

    /** A moment was fired just now. What older ones are missing is made before it. */
    @Transactional
    public int fired(ScheduleDefinition schedule, Instant moment) {
        return bringUpTo(schedule, moment, true);
    }

    /** Makes what is missing up to a moment, as far as the schedule wants that; returns the number of new runs. */
    @Transactional
    public int catchUp(ScheduleDefinition schedule, Instant until) {
        return schedule.catchUp() == CatchUp.NONE ? 0 : bringUpTo(schedule, until, false);
    }

    private int bringUpTo(ScheduleDefinition schedule, Instant until, boolean fired) {
        @Nullable ScheduleRow row = rows.hold(schedule.name()).orElse(null);
        if (row == null || !row.isActive()) {
            LOG.debug("{} is not active", schedule.name());
            return 0;
        }
        List<Instant> moments = MissedTimes.toMake(
                schedule.timetable(), schedule.catchUp(), schedule.horizon(), row.settledUntil(), until, fired);
        int made = 0;
        Instant settled = row.settledUntil();
        for (Instant moment : moments) {
            switch (make(schedule, moment)) {
                case NEW -> made++;
                case KNOWN -> {}
                case BUSY -> {
                    rows.settle(schedule.name(), settled);
                    return made;
                }
            }
            settled = moment;
        }
        rows.settle(schedule.name(), moments.size() < MissedTimes.MOST_AT_ONCE ? until : settled);
        return made;
    }

    private enum Made {
        NEW,
        KNOWN,
        BUSY
    }

    private Made make(ScheduleDefinition schedule, Instant moment) {
        try {
            return requests.submit(ScheduledRequests.of(schedule, 0, moment)).isNew() ? Made.NEW : Made.KNOWN;
        } catch (AlreadyAliveException e) {
            LOG.info("{} of {} waits: {}", schedule.name(), moment, e.getMessage());
            return Made.BUSY;
        } catch (UnknownJobException | BadParametersException | KeyTakenException e) {
            throw new IllegalStateException("schedule " + schedule.name() + ": " + e.getMessage(), e);
        }
    }
}
