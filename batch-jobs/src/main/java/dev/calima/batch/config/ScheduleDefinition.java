package dev.calima.batch.config;

import dev.calima.batch.timetable.CatchUp;
import dev.calima.batch.timetable.Timetable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is started by itself, and when, as {@code jobs-config/schedules.yaml} describes it.
 *
 * @param name its name
 * @param timetable when it is due
 * @param catchUp what is made of moments that passed while nothing ran
 * @param horizon how far back that goes
 * @param grace how long after it was due it may be unfinished without being late
 * @param enabled whether it is started by itself
 * @param links the jobs, one after the other: each is started when the one before it is completed; at least one
 */
public record ScheduleDefinition(
        String name,
        Timetable timetable,
        CatchUp catchUp,
        Duration horizon,
        Duration grace,
        boolean enabled,
        List<Link> links) {

    /** In a parameter: the moment that the run is for, in UTC, such as {@code 2026-11-24T10:00:00Z}. */
    public static final String SCHEDULED = "{scheduled}";

    public ScheduleDefinition {
        links = List.copyOf(links);
        if (links.isEmpty()) {
            throw new IllegalArgumentException("schedule " + name + " starts no job");
        }
    }

    /**
     * One job of it.
     *
     * @param job name of the job
     * @param parameters what it is told; {@value #SCHEDULED} stands for the moment
     * @param pool whose threads do it
     */
    public record Link(String job, Map<String, String> parameters, String pool) {

        public Link {
            parameters = Map.copyOf(parameters);
        }
    }

    /** What the runs of a link carry as their schedule: the name, and for later links the job beside it. */
    public String runsOf(int link) {
        return link == 0 ? name : name + "/" + links.get(link).job();
    }

    /** {@link #runsOf} of all links, in order. */
    public List<String> runsOfLinks() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < links.size(); i++) {
            names.add(runsOf(i));
        }
        return names;
    }
}
