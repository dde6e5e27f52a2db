package dev.calima.batch.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operation at one moment, as the database tells it.
 *
 * @param at the moment, by the job's clock
 * @param answeredIn how long the database took to tell
 * @param feeds every feed of the configuration, by name
 * @param jobs every job that has ever been run, by name
 * @param pools every pool that has or had runs alive, by name
 * @param failing jobs whose newest attempt failed
 * @param failedLastDay runs that ended as failed within a day
 * @param orphaned runs whose worker gives no sign of life
 * @param waiting runs that wait for longer than a minute outside the backfill pool, the longest first
 * @param lateSchedules schedules whose newest moment is not completed in time
 * @param newestForecastAt when the newest forecast was issued; null when there is none
 */
public record OperationState(
        Instant at,
        Duration answeredIn,
        List<Feed> feeds,
        List<Job> jobs,
        List<Pool> pools,
        List<Failing> failing,
        long failedLastDay,
        List<Orphan> orphaned,
        List<Waiting> waiting,
        List<LateSchedule> lateSchedules,
        @Nullable Instant newestForecastAt) {

    public OperationState {
        feeds = List.copyOf(feeds);
        jobs = List.copyOf(jobs);
        pools = List.copyOf(pools);
        failing = List.copyOf(failing);
        orphaned = List.copyOf(orphaned);
        waiting = List.copyOf(waiting);
        lateSchedules = List.copyOf(lateSchedules);
    }

    /**
     * A feed.
     *
     * @param asked whether its source has ever been asked
     * @param newestHourEnd end of the newest hour that any file of it tells of; null before the first
     * @param newestLoad its newest load that is over; null before the first
     */
    public record Feed(
            String feed,
            boolean asked,
            @Nullable Instant newestHourEnd,
            @Nullable Load newestLoad) {}

    /**
     * A load that is over.
     *
     * @param lines lines read
     * @param linesRejected lines of them that were refused
     * @param refused why it was refused whole; null when it was not
     */
    public record Load(
            long loadId,
            long lines,
            long linesRejected,
            @Nullable String refused) {}

    /**
     * A job.
     *
     * @param lastSuccess when a run of it last ended well; null when none ever did
     */
    public record Job(String job, @Nullable Instant lastSuccess) {}

    /**
     * Threads of one kind.
     *
     * @param queued runs that wait for one
     * @param running runs that have one
     */
    public record Pool(String pool, long queued, long running) {}

    /**
     * A job whose newest attempt failed.
     *
     * @param subject the job, with its feed, check or backfill where it has one
     * @param runId the run
     * @param message why
     */
    public record Failing(String subject, long runId, String message) {}

    /**
     * A run without a living worker.
     *
     * @param silent since the worker's last sign of life
     */
    public record Orphan(long runId, String job, Duration silent) {}

    /**
     * A schedule that is late.
     *
     * @param lateFor the newest moment whose grace is over
     * @param graceMinutes how long after it the work may be unfinished
     */
    public record LateSchedule(String schedule, Instant lateFor, long graceMinutes) {}

    /**
     * A run that waits.
     *
     * @param schedule the schedule that wanted it; null when none did
     * @param since since it could have begun
     */
    public record Waiting(long runId, String job, @Nullable String schedule, Duration since) {}
}
