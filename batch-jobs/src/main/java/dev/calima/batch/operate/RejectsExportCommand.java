package dev.calima.batch.operate;

import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description =
                "Write open refused lines as text to be mended and replayed: a heading with the reason, then the line.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima rejects export --load 7 > mended.txt"})
final class RejectsExportCommand implements Callable<Integer> {

    @Mixin
    private RejectsFilter which = new RejectsFilter();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100000",
            description = "At most N refusals (${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            List<RejectedReading> rejected = session.get(LoadReader.class).rejected(which.filter(false), limit);
            List<RejectedReading> whole =
                    rejected.stream().filter(one -> !one.isCut()).toList();
            System.out.print(MendedLines.write(whole));
            System.out.flush();
            System.err.println(whole.size() + " refusals written"
                    + (whole.size() < rejected.size()
                            ? "; of " + (rejected.size() - whole.size()) + " only the beginning of the line is kept"
                            : "")
                    + (rejected.size() == limit ? "; there may be more, see --limit." : "."));
            return ExitCode.OK.code();
        }
    }
}
