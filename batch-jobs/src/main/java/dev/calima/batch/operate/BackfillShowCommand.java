package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillViews;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "show", description = "Show a backfill and its partitions.", mixinStandardHelpOptions = true)
final class BackfillShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "Number of the backfill (calima backfill list).")
    private long id;

    @Option(names = "-o", paramLabel = "FORM", defaultValue = "text", description = "text or json")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            BackfillReport.show(
                    System.out, session, session.get(BackfillViews.class).get(id), form);
            return ExitCode.OK.code();
        }
    }
}
