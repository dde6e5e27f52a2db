package dev.calima.batch.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.run.RunnableJob;
import dev.calima.sql.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What schedules make of time, on a database, without Quartz and with given moments. */
class ScheduleRowsTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final Instant START = Instant.parse("2026-10-24T10:07:00Z");
    private static final String SCHEDULES = """
            schedules:
              - {name: each, job: timed, parameters: {at: "{scheduled}"}, cron: "0 5 * * * ?", catch-up: each}
              - {name: latest, job: timed, parameters: {at: "{scheduled}"}, cron: "0 6 * * * ?", catch-up: latest}
              - {name: none, job: timed, parameters: {at: "{scheduled}"}, cron: "0 7 * * * ?", catch-up: none}
              - {name: one-at-a-time, job: untimed, cron: "0 8 * * * ?", catch-up: each}
              - name: chain
                job: timed
                parameters: {at: "{scheduled}"}
                local: {time: "03:30", zone: Europe/Madrid}
                catch-up: each
                then: [{job: second}, {job: third}]
            """;

    @TempDir
    static Path folder;

    private static BatchTestContext platform;
    private static JobsConfig config;

    @BeforeAll
    static void start() throws Exception {
        Path empty = ScheduleFile.write(folder.resolve("empty"), "schedules: []");
        config = ScheduleFile.read(folder.resolve("config"), SCHEDULES);
        platform = BatchTestContext.start(DATABASE, empty, folder, beans -> {
            beans.registerBean("timed", RunnableJob.class, () -> new TestJob("timed", true));
            for (String name : List.of("untimed", "second", "third", "fourth")) {
                beans.registerBean(name, RunnableJob.class, () -> new TestJob(name, false));
            }
        });
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void fresh() {
        DATABASE.execute("DELETE FROM calima.run", "DELETE FROM calima.schedule");
        bringUpToDate(START);
    }

    @Test
    void aDayAndTwoHoursOfDowntimeAreMadeOnceTheOldestFirstWhoeverStartsFirst() throws Exception {
        Instant back = START.plus(Duration.ofHours(26)).plusSeconds(120);
        try (var nodes = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> made = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                made.add(nodes.submit(() -> runs().catchUp(schedule("each"), back)));
            }
            int all = 0;
            for (Future<Integer> node : made) {
                all += node.get();
            }
            assertThat(all).isEqualTo(26);
        }
        assertThat(moments("each"))
                .isEqualTo(IntStream.rangeClosed(1, 26)
                        .mapToObj(hour -> Instant.parse("2026-10-24T10:05:00Z").plus(Duration.ofHours(hour)))
                        .map(Instant::toString)
                        .collect(Collectors.joining(" ")));
        assertThat(
                        DATABASE.value(
                                "SELECT count(*) FROM calima.run WHERE parameters->>'at' = to_char(scheduled_for AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AND requested_by = 'schedule each'"))
                .isEqualTo("26");
        assertThat(runs().catchUp(schedule("each"), back)).isZero();
    }

    @Test
    void onlyTheNewestOrNoneWhereTheFileSaysSo() {
        Instant back = START.plus(Duration.ofHours(5));
        runs().catchUp(schedule("latest"), back);
        runs().catchUp(schedule("none"), back);
        assertThat(moments("latest")).isEqualTo("2026-10-24T15:06:00Z");
        assertThat(moments("none")).isEmpty();
        Instant fired = Instant.parse("2026-10-24T16:07:00Z");
        assertThat(runs().fired(schedule("none"), fired)).isOne();
        assertThat(runs().fired(schedule("none"), fired)).as("fired twice").isZero();
        assertThat(moments("none")).isEqualTo("2026-10-24T16:07:00Z");
    }

    @Test
    void whatIsFiredMakesWhatWasMissedBeforeIt() {
        assertThat(runs().fired(schedule("each"), Instant.parse("2026-10-24T13:05:00Z")))
                .isEqualTo(3);
        assertThat(runs().fired(schedule("each"), Instant.parse("2026-10-24T12:05:00Z")))
                .as("late")
                .isZero();
        assertThat(moments("each")).isEqualTo("2026-10-24T11:05:00Z 2026-10-24T12:05:00Z 2026-10-24T13:05:00Z");
    }

    @Test
    void aMomentWhoseJobIsBusyWithTheOneBeforeWaits() {
        Instant back = START.plus(Duration.ofHours(3));
        assertThat(runs().catchUp(schedule("one-at-a-time"), back)).isOne();
        assertThat(runs().catchUp(schedule("one-at-a-time"), back)).isZero();
        end("one-at-a-time", "completed");
        assertThat(runs().catchUp(schedule("one-at-a-time"), back)).isOne();
        end("one-at-a-time", "failed");
        assertThat(runs().catchUp(schedule("one-at-a-time"), back)).isOne();
        end("one-at-a-time", "completed");
        assertThat(runs().catchUp(schedule("one-at-a-time"), back)).isZero();
        assertThat(moments("one-at-a-time"))
                .isEqualTo("2026-10-24T10:08:00Z 2026-10-24T11:08:00Z 2026-10-24T12:08:00Z");
    }

    @Test
    void aChainGoesOnWhenTheJobBeforeIsCompletedAndForTheSameMoment() {
        Instant night = Instant.parse("2026-10-25T02:30:00Z"); // the clock has gone back two and a half hours before
        assertThat(runs().fired(schedule("chain"), night)).isOne();
        assertThat(goOn(night)).as("the first is not done").isZero();
        end("chain", "failed");
        assertThat(goOn(night)).as("a failed job holds it").isZero();
        end("chain", "completed");
        assertThat(goOn(night)).isOne();
        assertThat(goOn(night)).as("once").isZero();
        assertThat(moments("chain/second")).isEqualTo(night.toString());
        end("chain/second", "completed");
        assertThat(goOn(night)).isOne();
        assertThat(moments("chain/third")).isEqualTo(night.toString());
    }

    @Test
    void aJobThatIsAddedToAChainDoesNotFollowWhatEndedBefore() throws Exception {
        Instant night = Instant.parse("2026-10-25T02:30:00Z");
        runs().fired(schedule("chain"), night);
        end("chain", "completed");
        goOn(night);
        end("chain/second", "completed");
        goOn(night);
        end("chain/third", "completed");
        ScheduleDefinition longer = schedule(
                ScheduleFile.read(
                        folder.resolve("longer"), SCHEDULES.replace("{job: third}]", "{job: third}, {job: fourth}]")),
                "chain");
        writer().bringUpToDate(List.of(longer), Instant.now().plusSeconds(5));
        assertThat(platform.get(ChainLinks.class).goOn(longer, night)).isZero();
    }

    @Test
    void aPauseOutlivesARestartAndWhatPassedIsMadeOnlyWhenWished() {
        assertThat(writer().pause("each", "anna", START)).isTrue();
        assertThat(writer().pause("each", "bert", START)).as("paused already").isFalse();
        bringUpToDate(START.plusSeconds(3600));
        Instant noon = Instant.parse("2026-10-24T12:07:00Z");
        assertThat(runs().catchUp(schedule("each"), noon)).isZero();
        assertThat(runs().fired(schedule("each"), Instant.parse("2026-10-24T12:05:00Z")))
                .isZero();
        assertThat(writer().resume("each", noon, false)).isTrue();
        assertThat(writer().resume("each", noon, false)).as("not paused").isFalse();
        assertThat(runs().catchUp(schedule("each"), noon.plusSeconds(3600))).isOne();
        writer().pause("each", "anna", noon.plusSeconds(3600));
        writer().resume("each", noon.plusSeconds(3 * 3600), true);
        assertThat(runs().catchUp(schedule("each"), noon.plusSeconds(3 * 3600))).isEqualTo(2);
        assertThat(moments("each")).isEqualTo("2026-10-24T13:05:00Z 2026-10-24T14:05:00Z 2026-10-24T15:05:00Z");
    }

    @Test
    void otherMomentsBeginAnewAndWhatIsRemovedIsForgotten() throws Exception {
        Instant later = START.plus(Duration.ofHours(4));
        JobsConfig changed = ScheduleFile.read(folder.resolve("changed"), """
                        schedules:
                          - {name: each, job: timed, parameters: {at: "{scheduled}"}, cron: "0 35 * * * ?", catch-up: each}
                          - {name: latest, job: timed, parameters: {at: "{scheduled}"}, cron: "0 6 * * * ?", catch-up: each}
                        """);
        assertThat(writer().bringUpToDate(changed.schedules().values(), later))
                .containsExactlyInAnyOrder(
                        "none is removed",
                        "one-at-a-time is removed",
                        "chain is removed",
                        "each has changed: cron 0 35 * * * ? UTC",
                        "latest has changed: cron 0 6 * * * ? UTC");
        assertThat(runs().catchUp(schedule(changed, "each"), later)).isZero();
        assertThat(runs().catchUp(schedule(changed, "latest"), later))
                .as("the same moments")
                .isEqualTo(4);
        assertThat(runs().catchUp(schedule("none"), later)).as("no row").isZero();
    }

    @Test
    void theOverviewShowsTheNextFiveInBothClocksAndWhatIsLate() {
        Instant now = Instant.parse("2026-10-24T20:00:00Z");
        ScheduleOverview overview = overview(now);
        ScheduleStatus chain = overview.list().stream()
                .filter(one -> one.name().equals("chain"))
                .findFirst()
                .orElseThrow();
        assertThat(chain.next().stream().map(moment -> moment.utc() + " " + moment.local()))
                .startsWith(
                        "2026-10-25T02:30:00Z 2026-10-25T03:30:00+01:00",
                        "2026-10-26T02:30:00Z 2026-10-26T03:30:00+01:00")
                .hasSize(5);
        assertThat(chain.late()).as("not due yet").isFalse();
        assertThat(chain.jobs()).extracting(ScheduleStatus.Job::job).containsExactly("timed", "second", "third");
        assertThat(status(now, "each").lateFor()).isEqualTo(Instant.parse("2026-10-24T18:05:00Z"));
        runs().catchUp(schedule("each"), now);
        assertThat(status(now, "each").late()).as("queued is not done").isTrue();
        end("each", "completed");
        assertThat(status(now, "each").late()).isFalse();
        assertThat(status(now, "each").jobs().getFirst().lastRun())
                .extracting(ScheduleStatus.LastRun::scheduledFor, ScheduleStatus.LastRun::state)
                .containsExactly(Instant.parse("2026-10-24T19:05:00Z"), "completed");
        writer().pause("latest", "anna", now);
        assertThat(status(now, "latest").late()).as("paused").isFalse();
        assertThat(status(now, "latest").pausedBy()).isEqualTo("anna");
    }

    private static ScheduleStatus status(Instant now, String name) {
        return overview(now).list().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ScheduleOverview overview(Instant now) {
        return new ScheduleOverview(
                config, platform.get(org.jooq.DSLContext.class), java.time.Clock.fixed(now, java.time.ZoneOffset.UTC));
    }

    private static void bringUpToDate(Instant now) {
        writer().bringUpToDate(config.schedules().values(), now);
    }

    private static ScheduleWriter writer() {
        return platform.get(ScheduleWriter.class);
    }

    private static DueRuns runs() {
        return platform.get(DueRuns.class);
    }

    private static int goOn(Instant now) {
        return platform.get(ChainLinks.class).goOn(schedule("chain"), now);
    }

    private static ScheduleDefinition schedule(String name) {
        return schedule(config, name);
    }

    private static ScheduleDefinition schedule(JobsConfig from, String name) {
        return java.util.Objects.requireNonNull(from.schedules().get(name));
    }

    /** Moments that have a run, in the order in which the runs were asked for. */
    private static String moments(String schedule) {
        String found = DATABASE.value(
                "SELECT string_agg(to_char(scheduled_for AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), ' ' ORDER BY run_id) FROM calima.run WHERE schedule = '"
                        + schedule + "'");
        return found.equals("null") ? "" : found;
    }

    /** All runs of a schedule end. */
    private static void end(String schedule, String state) {
        DATABASE.execute("UPDATE calima.run SET state = '" + state
                + "', ended_at = clock_timestamp(), outcome = 'completed' WHERE schedule = '" + schedule + "'");
    }
}
