package dev.calima.batch.schedule;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Quartz calls when it wakes us: notes that the moment's run is wanted, and does no work of its own. */
final class FireJob implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(FireJob.class);

    private final JobsConfig config;
    private final DueRuns runs;

    FireJob(JobsConfig config, DueRuns runs) {
        this.config = config;
        this.runs = runs;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        String name = context.isRecovering()
                ? context.getRecoveringTriggerKey().getName()
                : context.getTrigger().getKey().getName();
        @Nullable ScheduleDefinition schedule = config.schedules().get(name);
        if (schedule == null) {
            LOG.warn("{} is due, and another process knows it: it will be made there", name);
            return;
        }
        Instant moment = moment(context);
        if (!schedule.timetable().isDue(moment)) {
            return; // woken at every hour that the local time may be in UTC; it is another one today
        }
        try {
            runs.fired(schedule, moment);
        } catch (RuntimeException e) {
            throw new JobExecutionException(name + " of " + moment + " is not noted; it is caught up", e);
        }
    }

    /** The moment that it was fired for, also where another node fired it and died. */
    private static Instant moment(JobExecutionContext context) {
        if (!context.isRecovering()) {
            return context.getScheduledFireTime().toInstant();
        }
        return Instant.ofEpochMilli(Long.parseLong(context.getMergedJobDataMap()
                .getString(org.quartz.Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS)));
    }
}
