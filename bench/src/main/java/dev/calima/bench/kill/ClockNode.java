package dev.calima.bench.kill;

import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.timetable.LocalTimes;
import dev.calima.batch.timetable.UtcCron;
import dev.calima.bench.SchedulesNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real scheduler whose clock somebody has moved: three local times of a zone, each hour, and each quarter of an hour. */
final class ClockNode {

    /** The second lies where clocks change in most zones; the configuration would refuse it. */
    static final List<LocalTime> TIMES = List.of(LocalTime.of(0, 30), LocalTime.of(2, 30), LocalTime.of(3, 30));

    private static final Duration HORIZON = Duration.ofHours(24);

    private ClockNode() {}

    /** Arguments: a folder of its own, the zone, what the names of the schedules begin with. */
    public static void main(String[] arguments) throws Exception {
        ZoneId zone = ZoneId.of(arguments[1]);
        String prefix = arguments[2];
        Map<String, ScheduleDefinition> schedules = new HashMap<>();
        for (LocalTime time : TIMES) {
            String name = local(prefix, time);
            LocalTimes local = new LocalTimes(time, zone, EnumSet.allOf(DayOfWeek.class));
            schedules.put(name, SchedulesNode.schedule(name, local, HORIZON));
        }
        for (int minutes : List.of(60, 15)) {
            String name = cron(prefix, minutes);
            String text = minutes == 60 ? "0 0 * * * ?" : "0 0/15 * * * ?";
            schedules.put(name, SchedulesNode.schedule(name, UtcCron.parse(text), HORIZON));
        }
        SchedulesNode.serve(Files.createDirectories(Path.of(arguments[0])), schedules);
    }

    /** Name of the schedule of a local time. */
    static String local(String prefix, LocalTime time) {
        return prefix + "-local-" + time.toString().replace(":", "");
    }

    /** Name of the schedule that is due each so many minutes. */
    static String cron(String prefix, int minutes) {
        return prefix + "-each-" + minutes;
    }
}
