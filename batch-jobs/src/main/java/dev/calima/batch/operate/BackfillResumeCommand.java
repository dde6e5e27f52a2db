package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "resume",
        description =
                "Go on with a paused backfill, or begin a planned one. A partition that was stopped goes on where it was.",
        mixinStandardHelpOptions = true)
final class BackfillResumeCommand implements Callable<Integer> {

    @Mixin
    private BackfillVerbOptions options = new BackfillVerbOptions();

    @Option(
            names = "--failed-only",
            description = "Try the failed partitions again, with their files as they are now; no other is touched.")
    private boolean failedOnly;

    @Option(
            names = "--wait",
            description = "Wait for its end; without a running 'calima up' this process does the work.")
    private boolean wait;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            options.tell(session, failedOnly ? BackfillVerb.RESUME_FAILED : BackfillVerb.RESUME);
            if (wait) {
                BackfillWaiting.untilItRests(session, options.id);
            }
            options.show(session);
            return wait ? BackfillWaiting.exitCode(session, options.id).code() : ExitCode.OK.code();
        }
    }
}
