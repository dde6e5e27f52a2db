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
        name = "recover",
        description =
                "Give an execution whose worker is silent to another, at once; 'calima up' does so by itself within 30 s.",
        mixinStandardHelpOptions = true)
final class JobsRecoverCommand implements Callable<Integer> {

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
                        "recover",
                        session.get(RunDesk.class).wouldTake(RunVerb.RECOVER, id),
                        "it is taken from its silent worker and goes on with another");
                return ExitCode.OK.code();
            }
            session.get(RunDesk.class).recover(Actor.account(), id);
            return follow.afterVerb(session, id);
        }
    }
}
