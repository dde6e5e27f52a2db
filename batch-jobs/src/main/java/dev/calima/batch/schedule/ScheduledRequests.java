package dev.calima.batch.schedule;

import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.config.ScheduleDefinition.Link;
import dev.calima.batch.run.Pool;
import dev.calima.batch.run.RunRequest;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** What a schedule asks for. */
final class ScheduledRequests {

    private ScheduledRequests() {}

    /** What it asks for itself, for one link and moment. */
    static RunRequest of(ScheduleDefinition schedule, int link, Instant time) {
        return of(schedule, link, time, "schedule " + schedule.name());
    }

    /** What somebody asks for in its name. */
    static RunRequest of(ScheduleDefinition schedule, int link, Instant time, String requestedBy) {
        Link wanted = schedule.links().get(link);
        return RunRequest.of(wanted.job(), parameters(wanted, time), requestedBy)
                .in(Pool.of(wanted.pool()))
                .scheduled(schedule.runsOf(link), time);
    }

    private static Map<String, String> parameters(Link link, Instant time) {
        Map<String, String> parameters = new TreeMap<>();
        link.parameters()
                .forEach((name, value) ->
                        parameters.put(name, value.replace(ScheduleDefinition.SCHEDULED, time.toString())));
        return parameters;
    }
}
