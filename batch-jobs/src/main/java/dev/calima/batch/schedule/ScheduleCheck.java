package dev.calima.batch.schedule;

import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.run.BadParametersException;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunnableJobs;
import dev.calima.batch.run.UnknownJobException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Refuses to start with schedules that name a job that is not there, or tell it what it does not understand. */
@Component
class ScheduleCheck implements SmartInitializingSingleton {

    private final JobsConfig config;
    private final RunnableJobs jobs;
    private final Clock clock;

    ScheduleCheck(JobsConfig config, RunnableJobs jobs, Clock clock) {
        this.config = config;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** @throws ConfigException listing every problem */
    @Override
    public void afterSingletonsInstantiated() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        List<String> problems = new ArrayList<>();
        config.schedules().values().stream()
                .sorted(Comparator.comparing(ScheduleDefinition::name))
                .forEach(schedule -> {
                    for (int link = 0; link < schedule.links().size(); link++) {
                        check(ScheduledRequests.of(schedule, link, now), problems, "schedules.yaml " + schedule.name());
                    }
                });
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private void check(RunRequest request, List<String> problems, String where) {
        try {
            var _ = jobs.complete(jobs.get(request.job()), request.parameters());
        } catch (UnknownJobException | BadParametersException e) {
            problems.add(where + ": " + e.getMessage());
        }
    }
}
