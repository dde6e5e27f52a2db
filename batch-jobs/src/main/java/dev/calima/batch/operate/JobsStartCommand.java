package dev.calima.batch.operate;

import dev.calima.batch.run.Actor;
import dev.calima.batch.run.OwnRuns;
import dev.calima.batch.run.RunDesk;
import dev.calima.batch.run.RunRequest;
import dev.calima.batch.run.RunRequests;
import dev.calima.batch.run.Submitted;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "start",
        description = {
            "Start a job. While 'calima up' runs, it does the work, and this command says which execution it is;"
                    + " otherwise the work is done here.",
            "A parameter that is given several times has several values."
        },
        mixinStandardHelpOptions = true)
final class JobsStartCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "JOB", description = "Name of the job (calima jobs list).")
    private String job = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "NAME=VALUE", description = "What the job is told.")
    private List<String> parameters = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; it is kept with the execution.")
    private @Nullable String reason;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "A name for this request: given again with the same name, it is done once.")
    private @Nullable String key;

    @Option(names = "--dry-run", description = "Say what would be started, and start nothing.")
    private boolean dryRun;

    @Mixin
    private FollowOptions follow = new FollowOptions();

    @Override
    public Integer call() throws Exception {
        RunRequest request = Session.request(job, told()).because(reason).called(key);
        try (Session session = Session.open()) {
            if (dryRun) {
                Map<String, String> checked = session.get(RunRequests.class).check(request);
                ExecutionPrint.plan(follow.form(), job, checked);
                return ExitCode.OK.code();
            }
            OwnRuns own = session.get(OwnRuns.class);
            if (own.somebodyTakesRuns()) {
                Submitted submitted = session.get(RunDesk.class).start(Actor.account(), request);
                return follow.follow(session, submitted.runId());
            }
            return follow.done(session, session.run(request));
        }
    }

    private Map<String, String> told() throws SettingsException {
        Map<String, String> told = new LinkedHashMap<>();
        for (String parameter : parameters) {
            int equals = parameter.indexOf('=');
            if (equals < 1) {
                throw new SettingsException(
                        List.of("'" + parameter + "' must be NAME=VALUE, such as feed=madrid-air-realtime"));
            }
            String name = parameter.substring(0, equals);
            String value = parameter.substring(equals + 1);
            told.merge(name, name.equals("paths") ? path(value) : value, (one, more) -> one + "\n" + more);
        }
        return told;
    }

    private static String path(String given) {
        return given.contains("://") ? given : Path.of(given).toAbsolutePath().toString();
    }
}
