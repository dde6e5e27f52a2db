package dev.calima.batch.operate;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.run.Submitted;
import dev.calima.batch.schedule.ScheduleDesk;
import dev.calima.batch.schedule.ScheduleOverview;
import dev.calima.batch.schedule.ScheduleStatus;
import dev.calima.batch.schedule.ScheduleStatus.Job;
import dev.calima.batch.schedule.ScheduleStatus.LastRun;
import dev.calima.batch.schedule.ScheduleStatus.Moment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "schedules",
        description =
                "What 'calima up' starts by itself (jobs-config/schedules.yaml): show it, pause it, start it now.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Example: calima schedules pause nightly"})
final class SchedulesCommand {

    private static final String NAME = "Name of the schedule.";
    private static final String FORM = "text or json (${DEFAULT-VALUE}).";

    @Command(
            name = "list",
            description =
                    "Show every schedule with its next five moments, in UTC and by its own clock, and its last run.",
            mixinStandardHelpOptions = true)
    int list(
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "Only this one.") @Nullable String name)
            throws Exception {
        try (Session session = Session.open()) {
            ScheduleOverview overview = session.get(ScheduleOverview.class);
            List<ScheduleStatus> schedules = name == null ? overview.list() : List.of(overview.get(name));
            if (form == OutputForm.json) {
                json(schedules);
            } else if (schedules.isEmpty()) {
                System.out.println("Nothing is scheduled: there is no jobs-config/schedules.yaml, or it is empty.");
            } else {
                schedules.forEach(SchedulesCommand::print);
            }
            return ExitCode.OK.code();
        }
    }

    @Command(
            name = "pause",
            description = "Start nothing of a schedule, nor what follows in its chain, until it is resumed.",
            mixinStandardHelpOptions = true)
    int pause(
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        try (Session session = Session.open()) {
            session.get(ScheduleDesk.class).takeUp(name);
            session.get(ScheduleDesk.class).pause(Actor.account(), name);
            return show(session, form, name);
        }
    }

    @Command(
            name = "resume",
            description = "Start a paused schedule again, from now on.",
            mixinStandardHelpOptions = true)
    int resume(
            @Option(names = "--catch-up", description = "Also what was due while it was paused, as after a downtime.")
                    boolean catchUp,
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        try (Session session = Session.open()) {
            session.get(ScheduleDesk.class).takeUp(name);
            session.get(ScheduleDesk.class).resume(Actor.account(), name, catchUp);
            return show(session, form, name);
        }
    }

    @Command(
            name = "run",
            description =
                    "Queue a run of a schedule for now, paused or not; a serving process does it, and the rest of its chain.",
            mixinStandardHelpOptions = true)
    int run(
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept with the run.") @Nullable String reason,
            @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", description = FORM) OutputForm form,
            @Parameters(paramLabel = "NAME", description = NAME) String name)
            throws Exception {
        try (Session session = Session.open()) {
            Submitted submitted = session.get(ScheduleDesk.class).runNow(Actor.account(), name, reason, null);
            if (!session.get(OwnRuns.class).somebodyTakesRuns()) {
                System.err.println("calima: nobody serves just now; the run is done when './calima up' is started");
            }
            if (form == OutputForm.json) {
                Map<String, Object> content = new LinkedHashMap<>();
                content.put("runId", submitted.runId());
                content.put("schedule", name);
                json(content);
            } else {
                System.out.println("Run " + submitted.runId() + " of " + name + " is queued.");
            }
            return ExitCode.OK.code();
        }
    }

    private static int show(Session session, OutputForm form, String name) throws Exception {
        ScheduleStatus schedule = session.get(ScheduleOverview.class).get(name);
        if (form == OutputForm.json) {
            json(schedule);
        } else {
            print(schedule);
        }
        return ExitCode.OK.code();
    }

    private static void json(Object content) {
        System.out.println(JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(content));
    }

    private static void print(ScheduleStatus schedule) {
        System.out.println(
                schedule.name() + ": " + schedule.timetable() + ", catches up " + schedule.catchUp() + state(schedule));
        for (Job job : schedule.jobs()) {
            System.out.println("    " + job.job() + (job.parameters().isEmpty() ? "" : " " + job.parameters())
                    + last(job.lastRun()));
        }
        for (Moment moment : schedule.next()) {
            System.out.println("        " + moment.utc() + "   " + moment.local());
        }
    }

    private static String state(ScheduleStatus schedule) {
        if (!schedule.enabled()) {
            return "; not enabled";
        }
        if (schedule.pausedBy() != null) {
            return "; paused by " + schedule.pausedBy() + " since " + schedule.pausedAt();
        }
        return schedule.late() ? "; LATE for " + schedule.lateFor() : "";
    }

    private static String last(@Nullable LastRun run) {
        return run == null
                ? "; no run yet"
                : "; last run " + run.runId() + " for " + run.scheduledFor() + " is " + run.state()
                        + (run.outcome() == null || run.outcome().equals(run.state())
                                ? ""
                                : " (" + run.outcome() + ")");
    }
}
