package dev.calima.batch.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is shown.
 *
 * @param name its name
 * @param enabled whether the configuration says that it is started by itself
 * @param pausedBy who paused it; null while it is not paused
 * @param pausedAt when; null while it is not paused
 * @param timetable when it is due, in words
 * @param catchUp what is made of moments that passed while nothing ran: each, latest or none
 * @param catchUpHours how far back that goes
 * @param graceMinutes how long after its moment it may be unfinished
 * @param next the next five moments, as if it were not paused; none when it is not enabled
 * @param late whether the newest moment whose grace is over is not completed
 * @param lateFor that moment; null when it is not late
 * @param jobs its jobs in order, each with the run of its newest moment
 */
public record ScheduleStatus(
        String name,
        boolean enabled,
        @Nullable String pausedBy,
        @Nullable Instant pausedAt,
        String timetable,
        String catchUp,
        long catchUpHours,
        long graceMinutes,
        List<Moment> next,
        boolean late,
        @Nullable Instant lateFor,
        List<Job> jobs) {

    /**
     * A moment.
     *
     * @param utc in UTC
     * @param local by the schedule's own clock, with its distance from UTC
     */
    public record Moment(Instant utc, String local) {}

    /**
     * One job of it.
     *
     * @param lastRun the run of the newest moment; null before the first
     */
    public record Job(
            String job,
            Map<String, String> parameters,
            String pool,
            @Nullable LastRun lastRun) {}

    /** A run that it wanted; states and outcomes are those of runs. */
    public record LastRun(
            long runId,
            Instant scheduledFor,
            String state,
            @Nullable String outcome,
            Instant requestedAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt) {}
}
