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
        name = "abandon",
        description = "Give up an execution that failed, was stopped or waits: it is never taken up again.",
        mixinStandardHelpOptions = true)
final class JobsAbandonCommand implements Callable<Integer> {

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
                        "abandon",
                        session.get(RunDesk.class).wouldTake(RunVerb.ABANDON, id),
                        "it is never taken up again; what it has committed stays");
                return ExitCode.OK.code();
            }
            session.get(RunDesk.class).abandon(Actor.account(), id);
            return follow.follow(session, id);
        }
    }
}
