package dev.calima.batch.operate;

import dev.calima.batch.ingest.IngestJob;
import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.run.OwnRuns;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "load",
        description = "Load files of a feed. Loading the same files again changes nothing;"
                + " after a crash or Ctrl-C the same command goes on where it stopped.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: calima load madrid-air-hourly downloads/2018 'more/*_mo19.csv.gz'"})
final class LoadCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "FEED", description = "Name of the feed: a file in jobs-config/feeds.")
    private String feed = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files, folders, globs, s3:// or https:// addresses; plain, gzip or zip.")
    private List<String> paths = List.of();

    @Option(names = "--force", description = "Load the files once more, even if they were loaded before.")
    private boolean force;

    @Option(
            names = "--max-rejected-share",
            paramLabel = "SHARE",
            description = "Load what is good even if up to this share (0 to 1) of the lines is refused;"
                    + " without it the feed's own limit counts.")
    private @Nullable Double mostRejected;

    @Option(
            names = "--no-aggregates",
            description = "Leave days, months, years and indices for later (calima aggregate).")
    private boolean noAggregates;

    @Option(names = "-o", paramLabel = "FORMAT", description = "text (default) or json: the sums of each file.")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            OwnRuns.Done done = session.run(Session.request(
                            IngestJob.NAME,
                            Map.of(
                                    "feed",
                                    feed,
                                    "paths",
                                    Session.paths(paths),
                                    "force",
                                    String.valueOf(force),
                                    "aggregates",
                                    String.valueOf(!noAggregates)))
                    .with("max-rejected-share", mostRejected == null ? null : String.valueOf(mostRejected)));
            ExitCode loaded = print(Session.report(done, LoadOutcome.class));
            PrintStream aggregates = form == OutputForm.json ? System.err : System.out; // the one result is the JSON
            return AggregateReport.afterLoad(session, done, loaded, aggregates).code();
        }
    }

    private ExitCode print(LoadOutcome outcome) {
        if (form == OutputForm.text) {
            return LoadReport.print(feed, outcome);
        }
        System.out.println(LoadJson.of(feed, outcome));
        return LoadReport.code(outcome);
    }
}
