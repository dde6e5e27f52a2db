package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "pause",
        description =
                "Begin no new partition; the one in hand stops at the end of its chunk and goes on from there when"
                        + " the backfill is resumed.",
        mixinStandardHelpOptions = true)
final class BackfillPauseCommand implements Callable<Integer> {

    @Mixin
    private BackfillVerbOptions options = new BackfillVerbOptions();

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            options.tell(session, BackfillVerb.PAUSE);
            options.show(session);
            return ExitCode.OK.code();
        }
    }
}
