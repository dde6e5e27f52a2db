package dev.calima.batch.schedule;

import dev.calima.batch.config.ScheduleDefinition;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Date;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** Makes Quartz's triggers be those of the schedules. What stands there already as it should is not touched. */
final class QuartzTriggers {

    private static final String GROUP = "calima";
    private static final JobKey FIRE = JobKey.jobKey("fire", GROUP);

    private QuartzTriggers() {}

    /** One trigger for each enabled schedule; those of others are taken away. A paused one is woken too, and makes nothing. */
    static void bringUpToDate(Scheduler scheduler, Collection<ScheduleDefinition> schedules, Instant now)
            throws SchedulerException {
        if (!scheduler.checkExists(FIRE)) {
            scheduler.addJob(fire(), true);
        }
        Set<TriggerKey> wanted = schedules.stream()
                .filter(ScheduleDefinition::enabled)
                .map(schedule -> key(schedule.name()))
                .collect(Collectors.toSet());
        for (TriggerKey there : scheduler.getTriggerKeys(GroupMatcher.triggerGroupEquals(GROUP))) {
            if (!wanted.contains(there)) {
                scheduler.unscheduleJob(there);
            }
        }
        for (ScheduleDefinition schedule : schedules) {
            if (schedule.enabled()) {
                store(scheduler, schedule, now);
            }
        }
    }

    private static void store(Scheduler scheduler, ScheduleDefinition schedule, Instant now) throws SchedulerException {
        String cron = schedule.timetable().wakeUps(now);
        TriggerKey key = key(schedule.name());
        boolean there = scheduler.getTrigger(key) instanceof CronTrigger trigger
                && trigger.getCronExpression().equals(cron)
                && trigger.getMisfireInstruction() == CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING
                && trigger.getNextFireTime() != null;
        if (there) {
            return;
        }
        CronTrigger trigger = TriggerBuilder.newTrigger()
                .withIdentity(key)
                .forJob(FIRE)
                .withSchedule(CronScheduleBuilder.cronSchedule(cron)
                        .inTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC))
                        .withMisfireHandlingInstructionDoNothing())
                .build();
        if (trigger.getFireTimeAfter(Date.from(now)) == null) {
            scheduler.unscheduleJob(key); // its last moment has passed
            return;
        }
        if (scheduler.checkExists(key)) {
            scheduler.rescheduleJob(key, trigger);
        } else {
            scheduler.scheduleJob(trigger);
        }
    }

    private static JobDetail fire() {
        return JobBuilder.newJob(FireJob.class)
                .withIdentity(FIRE)
                .storeDurably()
                .requestRecovery(true)
                .build();
    }

    private static TriggerKey key(String schedule) {
        return TriggerKey.triggerKey(schedule, GROUP);
    }
}
