package dev.calima.batch.schedule;

import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.config.ScheduleDefinition.Link;
import dev.calima.batch.schedule.ScheduleStatus.Job;
import dev.calima.batch.schedule.ScheduleStatus.LastRun;
import dev.calima.batch.schedule.ScheduleStatus.Moment;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Shows schedules: when they are due next, what came of them last, and whether they are late. */
@Component
public class ScheduleOverview {

    private static final int NEXT = 5;

    private final JobsConfig config;
    private final ScheduleReader rows;
    private final Clock clock;

    @Autowired
    public ScheduleOverview(JobsConfig config, DSLContext dsl, Clock clock) {
        this.config = config;
        this.rows = new ScheduleReader(dsl);
        this.clock = clock;
    }

    /** All schedules of the configuration, by name. */
    public List<ScheduleStatus> list() {
        Map<String, ScheduleRow> known = rows.rows();
        Map<String, LastRun> runs = rows.newestRuns();
        Instant now = clock.instant();
        return config.schedules().values().stream()
                .sorted(Comparator.comparing(ScheduleDefinition::name))
                .map(schedule -> status(schedule, known.get(schedule.name()), runs, now))
                .toList();
    }

    /** @throws UnknownScheduleException when there is no such schedule */
    public ScheduleStatus get(String name) throws UnknownScheduleException {
        @Nullable ScheduleDefinition schedule = config.schedules().get(name);
        if (schedule == null) {
            throw new UnknownScheduleException(name, config.schedules().keySet());
        }
        return status(schedule, rows.find(name).orElse(null), rows.newestRuns(), clock.instant());
    }

    private ScheduleStatus status(
            ScheduleDefinition schedule, @Nullable ScheduleRow row, Map<String, LastRun> runs, Instant now) {
        Optional<Instant> lateFor = lateFor(schedule, row, now);
        List<Job> jobs = new ArrayList<>();
        for (int i = 0; i < schedule.links().size(); i++) {
            Link link = schedule.links().get(i);
            jobs.add(new Job(link.job(), link.parameters(), link.pool(), runs.get(schedule.runsOf(i))));
        }
        return new ScheduleStatus(
                schedule.name(),
                schedule.enabled(),
                row == null ? null : row.pausedBy(),
                row == null ? null : row.pausedAt(),
                schedule.timetable().text(),
                schedule.catchUp().name().toLowerCase(Locale.ROOT),
                schedule.horizon().toHours(),
                schedule.grace().toMinutes(),
                schedule.enabled() ? next(schedule, now) : List.of(),
                lateFor.isPresent(),
                lateFor.orElse(null),
                jobs);
    }

    private static List<Moment> next(ScheduleDefinition schedule, Instant now) {
        return schedule.timetable().next(now, NEXT).stream()
                .map(moment -> new Moment(
                        moment,
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                                moment.atZone(schedule.timetable().zone()))))
                .toList();
    }

    /** The newest moment whose grace is over, when neither it nor a later one is completed. */
    private Optional<Instant> lateFor(ScheduleDefinition schedule, @Nullable ScheduleRow row, Instant now) {
        if (row == null || !row.isActive()) {
            return Optional.empty();
        }
        return schedule.timetable()
                .last(row.activeSince(), now.minus(schedule.grace()))
                .filter(due ->
                        !rows.isCompleted(schedule.runsOf(schedule.links().size() - 1), due));
    }
}
