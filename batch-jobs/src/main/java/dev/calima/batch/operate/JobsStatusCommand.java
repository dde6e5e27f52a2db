package dev.calima.batch.operate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        aliases = "show",
        description = "Show an execution; with --wait follow it to its end, and end with its exit code.",
        mixinStandardHelpOptions = true)
final class JobsStatusCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "ID", description = "The execution (calima jobs executions).")
    private long id;

    @Mixin
    private FollowOptions follow = new FollowOptions();

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            return follow.follow(session, id);
        }
    }
}
