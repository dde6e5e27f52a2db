package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillView;
import dev.calima.batch.backfill.plan.BackfillPlan;
import dev.calima.batch.backfill.plan.PlanView;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Says what a backfill would do, does, or has done. */
final class BackfillReport {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int SECONDS_OF_MINUTE = 60;
    private static final String UNKNOWN = "unknown";

    private BackfillReport() {}

    static void plan(PrintStream out, BackfillPlan plan, OutputForm form) {
        PlanView view = PlanView.of(plan);
        if (form == OutputForm.json) {
            out.println(JSON.writeValueAsString(view));
            return;
        }
        out.printf(
                Locale.ROOT,
                "%-20s %-18s %8s %12s %14s %10s  %s%n",
                "partition",
                "hours now",
                "reads",
                "bytes",
                "rows",
                "time",
                "");
        for (PlanView.Lane lane : view.lanes()) {
            out.printf(
                    Locale.ROOT,
                    "%-20s %-18s %8s %12s %14s %10s  %s%n",
                    lane.name(),
                    lane.found(),
                    lane.requests() > 0
                            ? lane.requests() + " req."
                            : lane.files() + (lane.files() == 1 ? " file" : " files"),
                    number(lane.bytes()),
                    number(lane.rows()),
                    time(lane.seconds()),
                    lane.skipped() != null
                            ? "skipped: " + lane.skipped()
                            : lane.problem() == null ? "" : "will fail: " + lane.problem());
        }
        out.printf(
                Locale.ROOT,
                "%nTo load: %d of %d partitions, %s, %s rows, %s values, %s bytes. Time: %s%n",
                view.partitions(),
                view.partitions() + view.skipped(),
                view.requests() > 0 ? view.requests() + " requests" : view.files() + " files",
                number(view.rows()),
                number(view.values()),
                number(view.bytes()),
                view.seconds() == null
                        ? UNKNOWN + " (nothing of " + view.feed() + " was loaded before)"
                        : time(view.seconds()));
    }

    static void list(PrintStream out, List<BackfillView> backfills, Function<String, ZoneId> zones, OutputForm form) {
        if (form == OutputForm.json) {
            out.println(JSON.writeValueAsString(backfills));
            return;
        }
        if (backfills.isEmpty()) {
            out.println("There are no backfills.");
            return;
        }
        out.printf(
                Locale.ROOT, "%6s %-26s %-24s %-24s %6s  %s%n", "id", "feed", "range", "state", "done", "asked for by");
        for (BackfillView one : backfills) {
            out.printf(
                    Locale.ROOT,
                    "%6d %-26s %-24s %-24s %5.0f%%  %s%n",
                    one.id(),
                    one.feed(),
                    day(one.from(), zones.apply(one.feed())) + " " + day(one.to(), zones.apply(one.feed())),
                    one.state(),
                    percent(one.done(), one.total()),
                    one.requestedBy());
        }
    }

    static void show(PrintStream out, Session session, BackfillView view, OutputForm form) {
        if (form == OutputForm.json) {
            out.println(JSON.writeValueAsString(view));
            return;
        }
        ZoneId zone = session.zone(view.feed());
        out.printf(
                Locale.ROOT,
                "Backfill %d of %s, %s to %s (%s), reprocess %s, from %s: %s%n",
                view.id(),
                view.feed(),
                day(view.from(), zone),
                day(view.to(), zone),
                zone,
                view.reprocess(),
                view.origin(),
                view.state());
        out.printf(
                Locale.ROOT,
                "%-20s %-18s %-10s %24s %5s  %s%n",
                "partition",
                "hours then",
                "state",
                view.unit() + " done",
                "tries",
                "");
        for (BackfillView.Lane lane : view.partitions() == null ? List.<BackfillView.Lane>of() : view.partitions()) {
            out.printf(
                    Locale.ROOT,
                    "%-20s %-18s %-10s %24s %5d  %s%s%n",
                    lane.name(),
                    lane.found(),
                    lane.state(),
                    String.format(Locale.ROOT, "%,d of %,d", lane.done(), lane.total()),
                    lane.attempts(),
                    lane.isStraggler() ? "STRAGGLER " : "",
                    lane.message() == null ? "" : lane.message());
        }
        out.println();
        out.println(summary(view));
    }

    /** One line of how far it is. */
    static String summary(BackfillView view) {
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d %s (%.0f %%), %,d values are new, %,d revised, %,d refused. Partitions: %s%s",
                view.state(),
                view.done(),
                view.total(),
                view.unit(),
                percent(view.done(), view.total()),
                view.valuesNew(),
                view.valuesRevised(),
                view.refused(),
                words(view.partitionsByState()),
                view.etaAt() == null || view.ratePerSecond() == null
                        ? ""
                        : String.format(Locale.ROOT, "; %,.0f/s, ETA %s", view.ratePerSecond(), view.etaAt()));
    }

    static ExitCode exitCode(BackfillView view) {
        return switch (view.state()) {
            case "completed" -> view.refused() > 0 ? ExitCode.COMPLETED_WITH_REJECTS : ExitCode.OK;
            case "completed with failures" -> ExitCode.FAILED;
            case "paused", "pausing", "cancelled", "cancelling" -> ExitCode.STOPPED;
            default -> ExitCode.OK;
        };
    }

    private static double percent(long done, long total) {
        return total == 0 ? 100 : 100.0 * done / total;
    }

    /** The day by the feed's clock; with its time when it is not midnight there. */
    private static String day(Instant moment, ZoneId zone) {
        LocalDateTime local = moment.atZone(zone).toLocalDateTime();
        return local.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? local.toLocalDate().toString()
                : local.toString();
    }

    private static String words(Map<String, ? extends Number> partitions) {
        return partitions.entrySet().stream()
                .map(one -> one.getValue() + " " + one.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String number(@Nullable Long number) {
        return number == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", number);
    }

    private static String time(@Nullable Double seconds) {
        if (seconds == null) {
            return UNKNOWN;
        }
        Duration time = Duration.ofSeconds(Math.max(1, Math.round(seconds)));
        return time.toHours() > 0
                ? String.format(Locale.ROOT, "%d h %02d min", time.toHours(), time.toMinutesPart())
                : time.toSeconds() < SECONDS_OF_MINUTE
                        ? time.toSeconds() + " s"
                        : String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
    }
}
