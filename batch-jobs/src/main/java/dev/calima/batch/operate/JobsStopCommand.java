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
        name = "stop",
        description = "Tell an execution to stop after the chunk in hand; it is stopped when its worker has let go.",
        mixinStandardHelpOptions = true)
final class JobsStopCommand implements Callable<Integer> {

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
                        "stop",
                        session.get(RunDesk.class).wouldTake(RunVerb.STOP, id),
                        "its worker stops after the chunk in hand; a restart goes on from there");
                return ExitCode.OK.code();
            }
            session.get(RunDesk.class).stop(Actor.account(), id);
            int code = follow.afterVerb(session, id);
            return code == ExitCode.STOPPED.code() ? ExitCode.OK.code() : code; // that is what was asked for
        }
    }
}
