package dev.calima.batch.operate;

import dev.calima.batch.backfill.plan.BackfillPlan;
import dev.calima.batch.backfill.plan.Planner;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Say what a backfill would do: partitions, rows, bytes and time. Nothing is loaded or kept.",
        mixinStandardHelpOptions = true)
final class BackfillPlanCommand implements Callable<Integer> {

    @Mixin
    private BackfillOptions options = new BackfillOptions();

    @Option(names = "-o", paramLabel = "FORM", defaultValue = "text", description = "text or json")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            BackfillPlan plan = session.get(Planner.class).plan(options.wish(session), Planner.LocalFiles.LOOKED_AT);
            BackfillReport.plan(System.out, plan, form);
            return ExitCode.OK.code();
        }
    }
}
