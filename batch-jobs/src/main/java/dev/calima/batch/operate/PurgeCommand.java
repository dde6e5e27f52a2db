package dev.calima.batch.operate;

import dev.calima.batch.purge.PurgeJob;
import dev.calima.batch.purge.PurgeOutcome;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "purge",
        description =
                "Take away what jobs-config/retention.yaml no longer keeps: history, settled rejects, and forecasts and"
                        + " received bytes where it says so. Never an observation.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima purge --dry-run"})
final class PurgeCommand implements Callable<Integer> {

    private static final double MEBI = 1 << 20;

    @Option(names = "--dry-run", description = "Show what would go; take nothing away.")
    private boolean dryRun;

    @Option(names = "-o", paramLabel = "FORMAT", description = "json for an object; without it a table.")
    private @Nullable OutputForm form;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            PurgeJob job = session.get(PurgeJob.class);
            PurgeOutcome outcome = dryRun
                    ? job.plan()
                    : (PurgeOutcome) Objects.requireNonNull(session.run(Session.request(PurgeJob.NAME, Map.of()))
                            .result()
                            .report());
            if (form == OutputForm.json) {
                System.out.println(JsonMapper.builder().build().writeValueAsString(outcome));
            } else {
                print(outcome);
            }
            return (outcome.stopped() ? ExitCode.STOPPED : ExitCode.OK).code();
        }
    }

    private static void print(PurgeOutcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%-16s %10s %12s %12s%n",
                outcome.dryRun() ? "would go" : "gone",
                "kept days",
                "number",
                "MiB");
        for (PurgeOutcome.Part part : outcome.parts()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-16s %10s %,12d %12s%n",
                    part.kind(),
                    part.keptDays() < 0 ? "ever" : part.keptDays(),
                    part.count(),
                    part.bytes() == 0 ? "" : String.format(Locale.ROOT, "%,.1f", part.bytes() / MEBI));
        }
    }
}
