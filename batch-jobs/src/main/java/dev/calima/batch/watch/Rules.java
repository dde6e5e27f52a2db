package dev.calima.batch.watch;

import dev.calima.batch.config.AlertsDefinition;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is wrong, by {@code jobs-config/alerts.yaml} and the feeds' files. Arithmetic only; asks nobody. */
final class Rules {

    private static final double GIB = 1L << 30;
    private static final double PERCENT = 100;
    private static final String SCHEDULE = "schedule ";

    private final JobsConfig config;
    private final AlertsDefinition rules;

    Rules(JobsConfig config) {
        this.config = config;
        this.rules = config.alerts();
    }

    /** Everything that is wrong. */
    List<Finding> judge(OperationState state, Machine.State machine) {
        List<Finding> findings = new ArrayList<>();
        runs(state, findings);
        for (OperationState.Feed feed : state.feeds()) {
            silent(feed, state.at(), findings);
            rejects(feed, findings);
        }
        forecasts(state, findings);
        machine(machine, findings);
        return findings;
    }

    private void runs(OperationState state, List<Finding> findings) {
        if (rules.runFailed()) {
            state.failing()
                    .forEach(run -> findings.add(new Finding(
                            Rule.RUN_FAILED,
                            run.subject(),
                            "run " + run.runId() + " failed: " + run.message() + ". Its log: calima logs --run "
                                    + run.runId())));
        }
        @Nullable Duration orphanedAfter = rules.orphanedAfter();
        if (orphanedAfter != null) {
            state.orphaned().stream()
                    .filter(run -> run.silent().compareTo(orphanedAfter) >= 0)
                    .forEach(run -> findings.add(new Finding(
                            Rule.RUN_ORPHANED,
                            "run " + run.runId(),
                            "run " + run.runId() + " of " + run.job() + " has had no living worker for "
                                    + run.silent().toSeconds()
                                    + " s and was not taken up again: start calima up, or look"
                                    + " into its log")));
        }
        @Nullable Duration lateAfter = rules.lateAfter();
        if (lateAfter != null) {
            Set<String> told = new HashSet<>();
            state.lateSchedules().stream()
                    .filter(late -> told.add(SCHEDULE + late.schedule()))
                    .forEach(late -> findings.add(new Finding(
                            Rule.JOB_LATE,
                            SCHEDULE + late.schedule(),
                            "what schedule " + late.schedule() + " wants for " + late.lateFor() + " is not completed "
                                    + late.graceMinutes()
                                    + " min later. Is calima up running? Look with calima schedules"
                                    + " list, and calima health")));
            state.waiting().stream()
                    .filter(run -> run.since().compareTo(lateAfter) >= 0)
                    .filter(run -> told.add(subject(run))) // the one that waits longest
                    .forEach(run -> findings.add(new Finding(
                            Rule.JOB_LATE,
                            subject(run),
                            "run " + run.runId() + " of " + run.job() + " has waited for "
                                    + run.since().toMinutes()
                                    + " min: no worker takes it. Is calima up running, and is it"
                                    + " busy with something else?")));
        }
    }

    private static String subject(OperationState.Waiting run) {
        return run.schedule() == null ? run.job() : SCHEDULE + run.schedule();
    }

    private void silent(OperationState.Feed feed, Instant now, List<Finding> findings) {
        @Nullable FeedDefinition definition = config.feeds().get(feed.feed());
        if (!rules.feedSilent() || definition == null) {
            return;
        }
        if (definition.source() != null && !feed.asked()) {
            return; // whoever never asks a source does not wait for it
        }
        @Nullable Duration limit = definition.silentAfter();
        @Nullable Instant newest = feed.newestHourEnd();
        if (limit != null && newest != null && newest.plus(limit).isBefore(now)) {
            findings.add(new Finding(
                    Rule.FEED_SILENT,
                    feed.feed(),
                    String.format(
                            Locale.ROOT,
                            "the newest hour of %s ended at %s, %.1f h ago; after %.1f h it counts as silent. Look with"
                                    + " calima gaps %s whether its source or we are late",
                            feed.feed(),
                            newest,
                            hours(Duration.between(newest, now)),
                            hours(limit),
                            feed.feed())));
        }
    }

    private void rejects(OperationState.Feed feed, List<Finding> findings) {
        OperationState.@Nullable Load load = feed.newestLoad();
        @Nullable Double share = rules.rejectedShare();
        if (load == null || share == null) {
            return;
        }
        boolean many = load.lines() >= rules.rejectedLeastLines() && load.linesRejected() > share * load.lines();
        if (load.refused() != null || many) {
            findings.add(new Finding(
                    Rule.TOO_MANY_REJECTS,
                    feed.feed(),
                    load.refused() != null
                            ? "load " + load.loadId() + " was refused: " + load.refused()
                            : String.format(
                                    Locale.ROOT,
                                    "load %d: %d of %d lines (%.1f %%) were refused; allowed are %.1f %%. Look with calima"
                                            + " rejects --load %d",
                                    load.loadId(),
                                    load.linesRejected(),
                                    load.lines(),
                                    PERCENT * load.linesRejected() / load.lines(),
                                    PERCENT * share,
                                    load.loadId())));
        }
    }

    private void forecasts(OperationState state, List<Finding> findings) {
        @Nullable Duration limit = rules.forecastOlderThan();
        @Nullable Instant newest = state.newestForecastAt();
        if (limit != null && newest != null && newest.plus(limit).isBefore(state.at())) {
            findings.add(new Finding(
                    Rule.FORECAST_OLD,
                    "forecasts",
                    String.format(
                            Locale.ROOT,
                            "the newest forecast was issued at %s, %.1f h ago; it may be %.1f h old. calima forecast issues"
                                    + " one",
                            newest,
                            hours(Duration.between(newest, state.at())),
                            hours(limit))));
        }
    }

    private void machine(Machine.State machine, List<Finding> findings) {
        @Nullable Long least = rules.leastFreeBytes();
        if (least != null && machine.freeBytes() >= 0 && machine.freeBytes() < least) {
            findings.add(new Finding(
                    Rule.DISK_LOW,
                    machine.host(),
                    String.format(
                            Locale.ROOT,
                            "%.1f GiB are free on the disk of Calima's data on %s, and %.1f must be: make room, or let"
                                    + " calima purge do it (jobs-config/retention.yaml)",
                            machine.freeBytes() / GIB,
                            machine.host(),
                            least / GIB)));
        }
        if (machine.landingProblem() != null) {
            findings.add(new Finding(
                    Rule.LANDING_AWAY,
                    machine.host(),
                    "the landing area cannot be used from " + machine.host() + ": " + machine.landingProblem()));
        }
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 3_600_000.0;
    }
}
