package dev.calima.batch.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calima.batch.BatchTestContext;
import dev.calima.batch.config.ConfigException;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.JobsConfigLoader;
import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.ingest.FeedFormats;
import dev.calima.batch.timetable.CatchUp;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduleConfigTest {

    @TempDir
    Path folder;

    @Test
    void everyKeyIsRead() throws Exception {
        ScheduleDefinition schedule = Objects.requireNonNull(
                ScheduleFile.read(folder, """
                        schedules:
                          - name: nightly
                            job: forecast-train
                            parameters: {profile: default, at: "{scheduled}"}
                            pool: hourly
                            local: {time: "03:30", zone: Europe/Madrid, days: [monday, friday]}
                            catch-up: each
                            catch-up-hours: 5
                            grace-minutes: 7
                            enabled: false
                            then:
                              - {job: aggregates-rebuild, pool: backfill}
                        """).schedules().get("nightly"));
        assertThat(schedule.timetable().text()).isEqualTo("local 03:30 Europe/Madrid on MONDAY,FRIDAY");
        assertThat(schedule.catchUp()).isEqualTo(CatchUp.EACH);
        assertThat(schedule.horizon()).isEqualTo(Duration.ofHours(5));
        assertThat(schedule.grace()).isEqualTo(Duration.ofMinutes(7));
        assertThat(schedule.enabled()).isFalse();
        assertThat(schedule.runsOfLinks()).containsExactly("nightly", "nightly/aggregates-rebuild");
        assertThat(ScheduledRequests.of(schedule, 0, Instant.parse("2026-11-24T02:30:00Z"))
                        .parameters())
                .containsEntry("profile", "default")
                .containsEntry("at", "2026-11-24T02:30:00Z");
    }

    @Test
    void everythingWrongIsToldAtOnce() {
        assertThatThrownBy(() -> ScheduleFile.read(folder, """
                        schedules:
                          - name: Upper
                            job: j
                            cron: "0 5 * * * ?"
                          - name: both
                            job: j
                            cron: "0 5 * * * ?"
                            local: {time: "03:30", zone: Europe/Madrid}
                          - name: neither
                            job: j
                          - name: crontab
                            job: j
                            cron: "5 * * * *"
                          - name: seconds
                            job: j
                            cron: "* * * * * ?"
                          - name: gap
                            job: j
                            local: {time: "02:30", zone: Europe/Madrid}
                          - name: minutes
                            job: j
                            local: {time: 13:30, zone: Europe/Madrid}
                          - name: place
                            job: j
                            local: {time: "03:30", zone: Europe/Nowhere, days: [mon]}
                          - name: policy
                            job: j
                            cron: "0 5 * * * ?"
                            catch-up: all
                            catch-up-hours: 0
                            grace-minutes: 100000
                            pool: mine
                          - name: chain
                            job: j
                            cron: "0 5 * * * ?"
                            then: [{job: k, catch-up: each}, {job: j}]
                          - name: chain
                            cron: "0 5 * * * ?"
                            every: hour
                        """))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'name' must be up to 60 small letters, digits and hyphens")
                .hasMessageContaining("schedules[1]: needs either 'cron' (in UTC) or 'local'")
                .hasMessageContaining("schedules[2]: needs either 'cron' (in UTC) or 'local'")
                .hasMessageContaining("must have six fields")
                .hasMessageContaining("nothing is started more often than once a minute")
                .hasMessageContaining("02:30 in Europe/Madrid is left out when the clock changes on 2026-03-29")
                .hasMessageContaining("key 'time' must be hours and minutes in quotes")
                .hasMessageContaining("key 'zone' must be a zone such as Europe/Madrid, but is Europe/Nowhere")
                .hasMessageContaining("key 'days' must have days such as monday, but has 'mon'")
                .hasMessageContaining("key 'catch-up' must be each, latest or none, but is 'all'")
                .hasMessageContaining("key 'catch-up-hours' must lie in 1..744, but is 0")
                .hasMessageContaining("key 'grace-minutes' must lie in 1..10080, but is 100000")
                .hasMessageContaining("key 'pool' must be one of [backfill, default, hourly], but is 'mine'")
                .hasMessageContaining("then[0]: unknown key 'catch-up'")
                .hasMessageContaining("job 'j' stands twice in one chain")
                .hasMessageContaining("schedule 'chain' stands twice")
                .hasMessageContaining("key 'job' is missing")
                .hasMessageContaining("unknown key 'every'");
    }

    /** What ships: each feed that has a source is asked by some schedule, and the night is a chain. */
    @Test
    void theShippedSchedulesAskEveryFeedThatHasASource() {
        JobsConfig config = JobsConfigLoader.load(BatchTestContext.SHIPPED_CONFIG, FeedFormats.check());
        List<String> asked = config.schedules().values().stream()
                .flatMap(schedule -> schedule.links().stream())
                .filter(link -> link.job().equals("observations-load-incremental"))
                .map(link -> link.parameters().get("feed"))
                .toList();
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(config.feeds().values().stream()
                        .filter(feed -> feed.source() != null)
                        .map(FeedDefinition::name)
                        .toList());
        assertThat(Objects.requireNonNull(config.schedules().get("nightly")).runsOfLinks())
                .hasSizeGreaterThan(2);
    }
}
