package dev.calima.batch.config;

import dev.calima.batch.config.ScheduleDefinition.Link;
import dev.calima.batch.timetable.CatchUp;
import dev.calima.batch.timetable.LocalTimes;
import dev.calima.batch.timetable.Timetable;
import dev.calima.batch.timetable.UtcCron;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads and checks {@code jobs-config/schedules.yaml}. */
final class ScheduleSection {

    static final String FILE = "schedules.yaml";

    private static final Set<String> POOLS = Set.of("hourly", "default", "backfill");
    private static final int MOST_SCHEDULES = 200;
    private static final int MOST_LINKS = 10;
    private static final int MOST_HOURS = 744;
    private static final int MOST_GRACE_MINUTES = 10_080;
    private static final String NAME = "[a-z][a-z0-9-]{0,59}";
    private static final String SECOND = "[0-5]?\\d";
    private static final Timetable NEVER_USED = UtcCron.parse("0 0 0 * * ?");

    private final ConfigProblems problems;

    private ScheduleSection(ConfigProblems problems) {
        this.problems = problems;
    }

    /** The schedules of the file, by name, in its order. */
    static Map<String, ScheduleDefinition> read(Section file, ConfigProblems problems) {
        ScheduleSection reader = new ScheduleSection(problems);
        Map<String, ScheduleDefinition> schedules = new LinkedHashMap<>();
        for (Section section : file.sections("schedules")) {
            ScheduleDefinition schedule = reader.schedule(section);
            section.finish();
            if (schedules.put(schedule.name(), schedule) != null) {
                problems.add(section.where(), "schedule '" + schedule.name() + "' stands twice");
            }
        }
        file.finish();
        if (schedules.size() > MOST_SCHEDULES) {
            problems.add(
                    file.where(), "has " + schedules.size() + " schedules; at most " + MOST_SCHEDULES + " are taken");
        }
        return schedules;
    }

    private ScheduleDefinition schedule(Section section) {
        String name = section.text("name");
        if (!name.matches(NAME)) {
            problems.add(
                    section.where(),
                    "key 'name' must be up to 60 small letters, digits and hyphens, beginning with a letter, but is '"
                            + name + "'");
        }
        return new ScheduleDefinition(
                name,
                timetable(section),
                catchUp(section),
                Duration.ofHours(whole(section, "catch-up-hours", 72, 1, MOST_HOURS)),
                Duration.ofMinutes(whole(section, "grace-minutes", 60, 1, MOST_GRACE_MINUTES)),
                section.yes("enabled", true),
                links(section));
    }

    private Timetable timetable(Section section) {
        @Nullable String cron = section.textOrNull("cron");
        @Nullable Section local = section.sectionOrNull("local");
        if ((cron == null) == (local == null)) {
            problems.add(section.where(), "needs either 'cron' (in UTC) or 'local' (time and zone), and not both");
            return NEVER_USED;
        }
        if (local == null) {
            return cron(section, cron == null ? "" : cron);
        }
        Timetable times = local(local);
        local.finish();
        return times;
    }

    private Timetable cron(Section section, String text) {
        try {
            UtcCron cron = UtcCron.parse(text);
            if (!text.strip().split("\\s+")[0].matches(SECOND)) {
                problems.add(
                        section.where(),
                        "key 'cron' must begin with one number, the second: nothing is started more often than once a"
                                + " minute, but it is '" + text + "'");
            }
            return cron;
        } catch (IllegalArgumentException e) {
            problems.add(section.where(), "key 'cron': " + e.getMessage());
            return NEVER_USED;
        }
    }

    private Timetable local(Section section) {
        String time = section.text("time");
        String zone = section.text("zone");
        Set<DayOfWeek> days = days(section);
        if (!time.matches("([01]\\d|2[0-3]):[0-5]\\d")) {
            problems.add(
                    section.where(),
                    "key 'time' must be hours and minutes in quotes, such as \"03:30\", but is '" + time + "'");
            return NEVER_USED;
        }
        try {
            LocalTimes times = new LocalTimes(LocalTime.parse(time), ZoneId.of(zone), days);
            @Nullable String problem = LocalTimes.problem(times.time(), times.zone());
            if (problem != null) {
                problems.add(section.where(), problem);
            }
            return times;
        } catch (DateTimeException e) {
            problems.add(section.where(), "key 'zone' must be a zone such as Europe/Madrid, but is " + zone);
            return new LocalTimes(LocalTime.parse(time), ZoneOffset.UTC, days);
        }
    }

    private Set<DayOfWeek> days(Section section) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String text : section.texts("days")) {
            try {
                days.add(DayOfWeek.valueOf(text.toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                problems.add(section.where(), "key 'days' must have days such as monday, but has '" + text + "'");
            }
        }
        return days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days;
    }

    private CatchUp catchUp(Section section) {
        String text = section.has("catch-up") ? section.text("catch-up") : "latest";
        for (CatchUp policy : CatchUp.values()) {
            if (policy.name().toLowerCase(Locale.ROOT).equals(text)) {
                return policy;
            }
        }
        problems.add(section.where(), "key 'catch-up' must be each, latest or none, but is '" + text + "'");
        return CatchUp.LATEST;
    }

    private List<Link> links(Section section) {
        List<Link> links = new ArrayList<>(List.of(link(section)));
        List<Section> later = section.has("then") ? section.sections("then") : List.of();
        for (Section next : later) {
            links.add(link(next));
            next.finish();
        }
        Set<String> jobs = new TreeSet<>();
        for (Link link : links) {
            if (!jobs.add(link.job())) {
                problems.add(
                        section.where(),
                        "job '" + link.job() + "' stands twice in one chain: give it a schedule of its own");
            }
        }
        if (links.size() > MOST_LINKS) {
            problems.add(section.where(), "a chain has at most " + MOST_LINKS + " jobs, but this has " + links.size());
        }
        return links;
    }

    private Link link(Section section) {
        String pool = section.has("pool") ? section.text("pool") : "default";
        if (!POOLS.contains(pool)) {
            problems.add(
                    section.where(), "key 'pool' must be one of " + new TreeSet<>(POOLS) + ", but is '" + pool + "'");
        }
        return new Link(section.text("job"), section.textsByName("parameters"), pool);
    }

    private int whole(Section section, String key, int otherwise, int least, int most) {
        int number = section.wholeNumber(key, otherwise);
        if (number < least || number > most) {
            problems.add(
                    section.where(), "key '" + key + "' must lie in " + least + ".." + most + ", but is " + number);
            return otherwise;
        }
        return number;
    }
}
