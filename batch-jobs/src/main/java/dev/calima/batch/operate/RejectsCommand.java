package dev.calima.batch.operate;

import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "rejects",
        description = "Show refused lines and values: file, line, column, kind, reason and the line itself.",
        mixinStandardHelpOptions = true,
        subcommands = {RejectsExportCommand.class, RejectsReplayCommand.class, RejectsDiscardCommand.class},
        footer = {
            "",
            "To mend lines: calima rejects export --load 7 > mended.txt, edit it, calima rejects replay mended.txt.",
            "After correcting the configuration: calima rejects replay --load 7."
        })
final class RejectsCommand implements Callable<Integer> {

    @Mixin
    private RejectsFilter which = new RejectsFilter();

    @Option(names = "--all", description = "Also those that were replayed or discarded.")
    private boolean all;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most N (${DEFAULT-VALUE}).")
    private int limit;

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (${DEFAULT-VALUE}).")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            List<RejectedReading> rejected = session.get(LoadReader.class).rejected(which.filter(all), limit);
            if (form == OutputForm.json) {
                System.out.println(
                        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(rejected));
            } else {
                rejected.forEach(RejectsCommand::print);
            }
            System.err.println(
                    rejected.isEmpty()
                            ? "Nothing is refused."
                            : rejected.size() + " shown"
                                    + (rejected.size() == limit ? "; there may be more, see --limit." : "."));
            return ExitCode.OK.code();
        }
    }

    private static void print(RejectedReading one) {
        System.out.printf(
                Locale.ROOT,
                "%s%s:%d %s%s: %s%n    %s%n",
                one.state().equals("open") ? "" : "(" + one.state() + ") ",
                one.file(),
                one.line(),
                one.field().isEmpty() ? "" : one.field() + " ",
                one.code(),
                printable(one.reason()),
                printable(one.rawText()));
    }

    /** A hostile line must not write to the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
