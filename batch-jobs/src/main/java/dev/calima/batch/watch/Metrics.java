package dev.calima.batch.watch;

import dev.calima.batch.config.JobsConfig;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * The operation in numbers. They are read from the database, so they count what every process did, and go on after a restart.
 * Tags are feeds and rules of the configuration, jobs of ours and pools: never a file, a run or a person. When the database
 * does not answer they are NaN.
 */
@Component
@ConditionalOnWebApplication
public class Metrics {

    private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
    /** So many jobs at most get a series of their own. */
    private static final int MOST_JOBS = 50;

    private final Watch watch;
    private final CountReader counts;
    private final PrometheusMeterRegistry prometheus;
    private final MultiGauge freshness;
    private final MultiGauge successes;
    private final MultiGauge incidents;

    Metrics(
            JobsConfig config,
            Watch watch,
            CountReader counts,
            MeterRegistry registry,
            PrometheusMeterRegistry prometheus) {
        this.watch = watch;
        this.counts = counts;
        this.prometheus = prometheus;
        this.freshness = MultiGauge.builder("calima.feed.freshness.seconds")
                .description("Age of the end of the newest hour that the feed tells of")
                .register(registry);
        this.successes = MultiGauge.builder("calima.job.last.success.age.seconds")
                .description("Time since a run of the job last ended well")
                .register(registry);
        this.incidents = MultiGauge.builder("calima.incidents.open")
                .description("Incidents that are open")
                .register(registry);
        gauges(registry);
        for (String feed : Set.copyOf(config.feeds().keySet())) {
            counters(registry, feed);
        }
        new JvmMemoryMetrics().bindTo(registry);
    }

    private void gauges(MeterRegistry registry) {
        gauge(
                registry,
                "calima.runs.orphaned",
                "Runs whose worker gives no sign of life",
                Tags.empty(),
                look -> look.state().orphaned().size());
        gauge(
                registry,
                "calima.runs.failed.last.day",
                "Runs that failed within a day",
                Tags.empty(),
                look -> look.state().failedLastDay());
        gauge(
                registry,
                "calima.runs.late",
                "Runs that wait for longer than they may",
                Tags.empty(),
                look -> look.findings().stream()
                        .filter(finding -> finding.rule() == Rule.JOB_LATE)
                        .count());
        gauge(
                registry,
                "calima.schedules.late",
                "Schedules whose newest moment is not completed in time",
                Tags.empty(),
                look -> look.state().lateSchedules().size());
        gauge(
                registry,
                "calima.forecast.age.seconds",
                "Age of the newest forecast",
                Tags.empty(),
                look -> age(look.state().newestForecastAt(), look.state().at()));
        gauge(
                registry,
                "calima.disk.free.bytes",
                "Free on the disk of the data folder",
                Tags.empty(),
                Watch.Look::freeBytes);
        for (String pool : List.of("hourly", "default", "backfill")) {
            gauge(
                    registry,
                    "calima.queue.depth",
                    "Runs that wait for a worker",
                    Tags.of("pool", pool),
                    look -> pool(look, pool).queued());
            gauge(
                    registry,
                    "calima.runs.active",
                    "Runs that a worker has",
                    Tags.of("pool", pool),
                    look -> pool(look, pool).running());
        }
    }

    private static OperationState.Pool pool(Watch.Look look, String name) {
        return look.state().pools().stream()
                .filter(pool -> pool.pool().equals(name))
                .findFirst()
                .orElse(new OperationState.Pool(name, 0, 0));
    }

    private void gauge(
            MeterRegistry registry, String name, String description, Tags tags, ToDoubleFunction<Watch.Look> value) {
        Gauge.builder(name, () -> {
                    Watch.@Nullable Look look = look();
                    return look == null ? Double.NaN : value.applyAsDouble(look);
                })
                .description(description)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private void counters(MeterRegistry registry, String feed) {
        Map<String, ToDoubleFunction<CountReader.Lines>> outcomes = Map.of(
                "inserted", CountReader.Lines::inserted,
                "revised", CountReader.Lines::revised,
                "unchanged", CountReader.Lines::unchanged,
                "rejected", CountReader.Lines::rejected);
        outcomes.forEach(
                (outcome, value) -> FunctionCounter.builder("calima.rows", this, metrics -> metrics.count(feed, value))
                        .description("Lines of the sources, by what became of them")
                        .tags("feed", feed, "outcome", outcome)
                        .register(registry));
        FunctionCounter.builder(
                        "calima.values.rejected",
                        this,
                        metrics -> metrics.count(feed, CountReader.Lines::valuesRejected))
                .description("Single values refused in lines otherwise accepted")
                .tags("feed", feed)
                .register(registry);
    }

    private double count(String feed, ToDoubleFunction<CountReader.Lines> value) {
        try {
            return value.applyAsDouble(counts.lines(feed));
        } catch (DataAccessException e) {
            LOG.warn("the database does not tell counts: {}", e.getMessage());
            return Double.NaN;
        }
    }

    private Watch.@Nullable Look look() {
        try {
            return watch.recent();
        } catch (DataAccessException e) {
            LOG.warn("the database does not tell how the operation stands: {}", e.getMessage());
            return null;
        }
    }

    /** Brings the gauges whose tags come and go up to date; done before each scrape and each look for incidents. */
    public void refresh() {
        Watch.@Nullable Look look = look();
        if (look == null) {
            return;
        }
        Instant now = look.state().at();
        List<MultiGauge.Row<?>> feeds = new ArrayList<>();
        look.state().feeds().stream()
                .filter(feed -> feed.newestHourEnd() != null)
                .forEach(feed ->
                        feeds.add(MultiGauge.Row.of(Tags.of("feed", feed.feed()), age(feed.newestHourEnd(), now))));
        freshness.register(feeds, true);
        List<MultiGauge.Row<?>> jobs = new ArrayList<>();
        look.state().jobs().stream()
                .filter(job -> job.lastSuccess() != null)
                .limit(MOST_JOBS)
                .forEach(job -> jobs.add(MultiGauge.Row.of(Tags.of("job", job.job()), age(job.lastSuccess(), now))));
        successes.register(jobs, true);
        Map<String, Long> open = new TreeMap<>(look.findings().stream()
                .collect(Collectors.groupingBy(finding -> finding.rule().code(), Collectors.counting())));
        for (Rule rule : Rule.values()) {
            open.putIfAbsent(rule.code(), 0L);
        }
        List<MultiGauge.Row<?>> rules = new ArrayList<>();
        open.forEach((rule, count) -> rules.add(MultiGauge.Row.of(Tags.of("rule", rule), count)));
        incidents.register(rules, true);
    }

    /** Everything in Prometheus' text format. */
    public String scrape() {
        refresh();
        return prometheus.scrape();
    }

    private static double age(@Nullable Instant then, Instant now) {
        return then == null
                ? Double.NaN
                : Math.max(0, Duration.between(then, now).toMillis() / 1000.0);
    }
}
