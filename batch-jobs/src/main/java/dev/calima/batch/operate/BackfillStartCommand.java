package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillVerbs;
import dev.calima.batch.backfill.BackfillViews;
import dev.calima.batch.backfill.Backfills;
import dev.calima.batch.backfill.plan.BackfillPlan;
import dev.calima.batch.backfill.plan.Planner;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "start",
        description =
                "Start a backfill. Files of this machine are kept in the landing area first; then any 'calima up' on this"
                        + " database does the work, or this process with --wait.",
        mixinStandardHelpOptions = true)
final class BackfillStartCommand implements Callable<Integer> {

    @Mixin
    private BackfillOptions options = new BackfillOptions();

    @Option(names = "--dry-run", description = "Only say what it would do, as 'calima backfill plan'.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            description = "Wait for its end; without a running 'calima up' this process does the work.")
    private boolean wait;

    @Option(names = "--later", description = "Keep the plan and begin nothing until it is resumed.")
    private boolean later;

    @Option(
            names = "--key",
            paramLabel = "TEXT",
            description = "Name of this request: given twice, it is one backfill.")
    private @Nullable String key;

    @Option(names = "-o", paramLabel = "FORM", defaultValue = "text", description = "text or json")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            if (dryRun) {
                BackfillPlan plan =
                        session.get(Planner.class).plan(options.wish(session), Planner.LocalFiles.LOOKED_AT);
                BackfillReport.plan(System.out, plan, form);
                return ExitCode.OK.code();
            }
            Backfills.Started started = session.get(Backfills.class)
                    .start(options.wish(session), Planner.LocalFiles.KEPT, key, !later, BackfillVerbs.Via.COMMAND);
            if (wait && !later) {
                BackfillWaiting.untilItRests(session, started.id());
            }
            BackfillReport.show(
                    System.out, session, session.get(BackfillViews.class).get(started.id()), form);
            return wait && !later
                    ? BackfillWaiting.exitCode(session, started.id()).code()
                    : ExitCode.OK.code();
        }
    }
}
