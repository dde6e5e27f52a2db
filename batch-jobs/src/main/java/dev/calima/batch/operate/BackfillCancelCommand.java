package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "cancel",
        description = "Give up what is left of a backfill. What was loaded stays.",
        mixinStandardHelpOptions = true)
final class BackfillCancelCommand implements Callable<Integer> {

    @Mixin
    private BackfillVerbOptions options = new BackfillVerbOptions();

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            options.tell(session, BackfillVerb.CANCEL);
            options.show(session);
            return ExitCode.OK.code();
        }
    }
}
