package dev.calima.batch.operate;

import dev.calima.batch.watch.alert.Alerts;
import dev.calima.batch.watch.alert.IncidentReader;
import dev.calima.batch.watch.alert.IncidentReader.Incident;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "alerts",
        description = "Incidents, and the channels that are told of them (jobs-config/alerts.yaml).",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AlertsCommand.ListCommand.class,
            AlertsCommand.CheckCommand.class,
            AlertsCommand.TestCommand.class
        })
final class AlertsCommand implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return new ListCommand().call();
    }

    @Command(name = "list", description = "List incidents, the newest first.", mixinStandardHelpOptions = true)
    static final class ListCommand implements Callable<Integer> {

        private static final int MOST = 1000;

        @Option(names = "--all", description = "Those that are over, too.")
        private boolean all;

        @Option(names = "-o", paramLabel = "FORMAT", description = "json for an array; without it a table.")
        private @Nullable OutputForm form;

        @Override
        public Integer call() throws Exception {
            try (Session session = Session.open()) {
                List<Incident> incidents = session.get(IncidentReader.class).list(all, MOST);
                if (form == OutputForm.json) {
                    System.out.println(JsonMapper.builder().build().writeValueAsString(incidents));
                } else {
                    print(incidents);
                }
                return ExitCode.OK.code();
            }
        }

        private static void print(List<Incident> incidents) {
            if (incidents.isEmpty()) {
                System.out.println("No incident.");
            }
            for (Incident one : incidents) {
                System.out.printf(
                        "%6d  %-17s %-40s %s%s%n        %s%n",
                        one.id(),
                        one.rule(),
                        one.subject(),
                        "since " + one.openedAt(),
                        one.closedAt() == null ? "" : ", over " + one.closedAt(),
                        one.detail());
                if (one.messagesWaiting() > 0) {
                    System.out.println("        " + one.messagesWaiting() + " messages wait"
                            + (one.problem() == null ? "" : ": " + one.problem()));
                }
            }
        }
    }

    @Command(
            name = "check",
            description = "Look once and tell the channels what is due: for cron, where calima up does not run.",
            mixinStandardHelpOptions = true)
    static final class CheckCommand implements Callable<Integer> {

        @Override
        public Integer call() throws Exception {
            try (Session session = Session.open()) {
                int told = session.get(Alerts.class).look();
                System.out.println(told + (told == 1 ? " message" : " messages") + " taken by the channels");
                return ExitCode.OK.code();
            }
        }
    }

    @Command(
            name = "test",
            description = "Send each channel, or those named, a message that only tries it.",
            mixinStandardHelpOptions = true)
    static final class TestCommand implements Callable<Integer> {

        @Parameters(paramLabel = "CHANNEL", arity = "0..*", description = "Names of channels; without them all.")
        private List<String> names = List.of();

        @Override
        public Integer call() throws Exception {
            try (Session session = Session.open()) {
                Alerts alerts = session.get(Alerts.class);
                List<String> known = alerts.channelNames();
                for (String name : names) {
                    if (!known.contains(name)) {
                        throw new SettingsException(
                                List.of("there is no channel '" + name + "'; jobs-config/alerts.yaml has " + known));
                    }
                }
                Map<String, String> results = alerts.test(names.isEmpty() ? known : names);
                if (results.isEmpty()) {
                    System.out.println("jobs-config/alerts.yaml has no channel.");
                }
                results.forEach((name, problem) ->
                        System.out.println(name + ": " + (problem.isEmpty() ? "took it" : "failed: " + problem)));
                return (results.values().stream().allMatch(String::isEmpty) ? ExitCode.OK : ExitCode.FAILED).code();
            }
        }
    }
}
