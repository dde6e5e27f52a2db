package dev.calima.batch.operate;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.RunDesk;
import dev.calima.batch.run.RunVerb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "restart",
        description =
                "Have an execution that failed or was stopped go on. While 'calima up' runs, it does the work; otherwise it is done here.",
        mixinStandardHelpOptions = true)
final class JobsRestartCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "The execution (calima jobs executions).")
    private long id;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Mixin
    private FollowOptions follow = new FollowOptions();

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            if (dryRun) {
                ExecutionPrint.wouldDo(
                        follow.form(),
                        "restart",
                        session.get(RunDesk.class).wouldTake(RunVerb.RESTART, id),
                        "it goes on where it was");
                return ExitCode.OK.code();
            }
            session.get(RunDesk.class).restart(Actor.account(), id);
            return follow.afterVerb(session, id);
        }
    }
}
