package dev.calima.batch.operate;

import dev.calima.batch.ingest.reconcile.ReconcileJob;
import dev.calima.batch.ingest.reconcile.ReconcileOutcome;
import dev.calima.batch.run.OwnRuns;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "reconcile",
        description = "Compare daily means as published with the means of the hours that are loaded."
                + " Nothing of the files becomes an observation.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima reconcile madrid-air-daily downloads/datos201901.csv"})
final class ReconcileCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "CHECK", description = "Name of the check: a file in jobs-config/checks.")
    private String check = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders or globs; plain, gzip or zip.")
    private List<String> paths = List.of();

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            OwnRuns.Done done = session.run(
                    Session.request(ReconcileJob.NAME, Map.of("check", check, "paths", Session.paths(paths))));
            ReconcileOutcome outcome = Session.report(done, ReconcileOutcome.class);
            return ReconcileReport.print(outcome).code();
        }
    }
}
