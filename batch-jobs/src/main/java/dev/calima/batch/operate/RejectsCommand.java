package dev.calima.batch.operate;

import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "rejects",
        description = "Show refused lines and values: file, line, column, kind, reason and the line itself.",
        mixinStandardHelpOptions = true)
final class RejectsCommand implements Callable<Integer> {

    @Option(names = "--load", paramLabel = "N", description = "Only those of load N; without it, of all loads.")
    private long load;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "At most N (${DEFAULT-VALUE}).")
    private int limit;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            List<RejectedReading> rejected = session.get(LoadReader.class).rejected(load, limit);
            for (RejectedReading one : rejected) {
                System.out.printf(
                        Locale.ROOT,
                        "%s:%d %s%s: %s%n    %s%n",
                        one.file(),
                        one.line(),
                        one.field().isEmpty() ? "" : one.field() + " ",
                        one.code(),
                        one.reason(),
                        printable(one.rawText()));
            }
            System.err.println(
                    rejected.isEmpty()
                            ? "Nothing was refused."
                            : rejected.size() + " shown"
                                    + (rejected.size() == limit ? "; there may be more, see --limit." : "."));
            return ExitCode.OK.code();
        }
    }

    /** A hostile line must not write to the terminal. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
