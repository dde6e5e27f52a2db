package dev.calima.bench.kill;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * The nights in which clocks change. A real scheduler is started some seconds before a moment of such a night and killed after it,
 * and started before the next, with libfaketime for its clock; what passes meanwhile it has to catch up. In the end each moment has
 * to have one run.
 */
final class ClockChanges {

    /** Madrid, and zones west of UTC on both halves of the Earth. */
    static final List<String> ZONES = List.of("Europe/Madrid", "America/New_York", "America/Santiago");

    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Instant SINCE = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration AROUND = Duration.ofHours(5);
    /** So long before a moment a scheduler is started, besides what it needs to start. */
    private static final Duration AHEAD = Duration.ofSeconds(5);

    private static final Duration LENIENCE = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

    private final Scene scene;
    private final LoadWatch watch;
    private final String library;
    private final Figures figures = new Figures();
    private int started;

    private ClockChanges(Scene scene, String library) {
        this.scene = scene;
        this.watch = new LoadWatch(scene.direct());
        this.library = library;
    }

    /**
     * Plays both nights of each zone.
     *
     * @param most so many moments of a night see a scheduler that lives; the others are caught up
     */
    static Figures run(Path jobsConfig, List<String> zones, int most) throws Exception {
        String library = LIBRARIES.stream()
                .filter(Files::exists)
                .map(Path::toString)
                .findFirst()
                .orElse("");
        Figures none = new Figures().put("nights", 0);
        if (library.isEmpty()) {
            System.out.println("  skipped: libfaketime is not installed (Debian: apt-get install faketime)");
            return none.put("skipped", 1);
        }
        try (Scene scene = Scene.open(jobsConfig)) {
            ClockChanges changes = new ClockChanges(scene, library);
            for (Map.Entry<Instant, ZoneId> night : nights(zones).entrySet()) {
                changes.night(night.getKey(), night.getValue(), most);
            }
            changes.watch.close();
            return changes.figures;
        }
    }

    /** The moments of change in their order: a clock goes on. */
    private static SortedMap<Instant, ZoneId> nights(List<String> zones) {
        SortedMap<Instant, ZoneId> nights = new TreeMap<>();
        for (String name : zones) {
            ZoneId zone = ZoneId.of(name);
            Instant one = zone.getRules().nextTransition(SINCE).getInstant();
            nights.put(one, zone);
            nights.put(zone.getRules().nextTransition(one).getInstant(), zone);
        }
        return nights;
    }

    private void night(Instant change, ZoneId zone, int most) throws Exception {
        String prefix = "night" + figures.get("nights");
        Instant begin = change.minus(AROUND);
        Instant end = change.plus(AROUND);
        TreeSet<Instant> looked = new TreeSet<>(List.of(change));
        for (LocalTime time : ClockNode.TIMES) {
            looked.addAll(moments(time, zone, begin, end));
        }
        long begun = System.nanoTime();
        CalimaProcess first = start(begin, zone, prefix);
        await("SELECT (count(*) = 5)::int FROM calima.schedule WHERE name LIKE '" + prefix + "%'");
        Duration ahead = AHEAD.plusNanos(System.nanoTime() - begun);
        first.kill();
        for (Instant moment : looked.stream().limit(most).toList()) {
            CalimaProcess node = start(moment.minus(ahead), zone, prefix);
            await("SELECT count(*) FROM calima.run WHERE schedule LIKE '" + prefix + "%' AND scheduled_for = '" + moment
                    + "'");
            node.kill();
            figures.add("kills", 1);
        }
        CalimaProcess last = start(end.plus(LENIENCE), zone, prefix);
        await("SELECT (count(*) = 5)::int FROM calima.schedule WHERE name LIKE '" + prefix + "%' AND settled_until >= '"
                + end + "'");
        last.kill();
        judge(change, zone, prefix, begin, end);
    }

    /** Each day's, as a calendar says; what is left out comes as much later, what comes twice the first time. */
    private static List<Instant> moments(LocalTime time, ZoneId zone, Instant begin, Instant end) {
        LocalDate from = LocalDate.ofInstant(begin, zone).minusDays(1);
        return from.datesUntil(from.plusDays(4))
                .map(day -> day.atTime(time).atZone(zone).toInstant())
                .filter(moment -> moment.isAfter(begin) && !moment.isAfter(end))
                .toList();
    }

    private void judge(Instant change, ZoneId zone, String prefix, Instant begin, Instant end) throws SQLException {
        long fires = 0;
        long missing = 0;
        for (LocalTime time : ClockNode.TIMES) {
            for (Instant moment : moments(time, zone, begin, end)) {
                fires++;
                missing += runs(ClockNode.local(prefix, time), moment) == 0 ? 1 : 0;
            }
        }
        for (int minutes : List.of(60, 15)) {
            Duration step = Duration.ofMinutes(minutes);
            long from = begin.getEpochSecond() / step.toSeconds() + 1;
            for (long i = from; i * step.toSeconds() <= end.getEpochSecond(); i++) {
                fires++;
                missing +=
                        runs(ClockNode.cron(prefix, minutes), Instant.ofEpochSecond(i * step.toSeconds())) == 0 ? 1 : 0;
            }
        }
        long all = watch.number("SELECT count(*) FROM calima.run WHERE schedule LIKE '" + prefix
                + "%' AND scheduled_for > '" + begin + "' AND scheduled_for <= '" + end + "'");
        System.out.printf(
                Locale.ROOT,
                "  %s, clock change at %s: %d moments, %d runs, %d missing%n",
                zone,
                change,
                fires,
                all,
                missing);
        figures.add("nights", 1)
                .add("fires", fires)
                .add("fires_missing", missing)
                .add("fires_double", all - (fires - missing));
    }

    private long runs(String schedule, Instant moment) throws SQLException {
        return watch.number("SELECT count(*) FROM calima.run WHERE schedule = '" + schedule + "' AND scheduled_for = '"
                + moment + "'");
    }

    private CalimaProcess start(Instant clock, ZoneId zone, String prefix) throws Exception {
        Path folder = scene.folder("clock-" + started++);
        return scene.start(
                ClockNode.class.getName(),
                scene.direct(),
                Map.of("calima.log", folder + ".log"),
                Map.of(
                        "LD_PRELOAD",
                        library,
                        "FAKETIME",
                        "@" + CLOCK.format(clock),
                        "FAKETIME_DONT_FAKE_MONOTONIC",
                        "1",
                        "FAKETIME_FORCE_MONOTONIC_FIX", // it makes a JVM's timed waits return at once
                        "0",
                        "TZ",
                        "UTC"),
                folder.toString(),
                zone.getId(),
                prefix);
    }

    /** What does not come in time is found missing in the end. */
    private void await(String count) throws SQLException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (watch.number(count) == 0) {
            if (System.nanoTime() > deadline) {
                System.out.println("  not within " + PATIENCE.toSeconds() + " s: " + count);
                figures.add("not_in_time", 1);
                return;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
