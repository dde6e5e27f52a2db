package dev.calima.batch.operate;

import dev.calima.batch.run.RunReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "jobs",
        description =
                "Start jobs, and look after their executions; works on the database, whether 'calima up' runs or not.",
        mixinStandardHelpOptions = true,
        subcommands = {
            JobsListCommand.class,
            JobsStartCommand.class,
            JobsExecutionsCommand.class,
            JobsStatusCommand.class,
            JobsStopCommand.class,
            JobsRestartCommand.class,
            JobsRecoverCommand.class,
            JobsAbandonCommand.class
        },
        footer = {
            "",
            "Example: calima jobs start observations-load-incremental feed=madrid-air-realtime --wait",
            "         calima jobs executions --state failed -o json"
        })
final class JobsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        spec.commandLine().usage(System.out);
        return ExitCode.USAGE.code();
    }

    /** Where runs are read. */
    static RunReader runs(Session session) {
        return session.get(RunReader.class);
    }
}
