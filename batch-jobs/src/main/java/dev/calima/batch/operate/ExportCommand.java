package dev.calima.batch.operate;

import dev.calima.batch.export.ExportJob;
import dev.calima.batch.export.ExportOutcome;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "export",
        description =
                "Publish files of all hourly values, as CSV and as Parquet, for the years of which something has changed.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {

    private static final double MEBI = 1 << 20;

    @Option(names = "-o", paramLabel = "FORMAT", description = "json for an object; without it a line.")
    private @Nullable OutputForm form;

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            ExportOutcome outcome =
                    Session.report(session.run(Session.request(ExportJob.NAME, Map.of())), ExportOutcome.class);
            if (form == OutputForm.json) {
                System.out.println(JsonMapper.builder().build().writeValueAsString(outcome));
            } else {
                System.out.printf(
                        Locale.ROOT,
                        "published %,d years, %,d rows, %.1f MiB; %,d replaced files taken away%s%n",
                        outcome.years(),
                        outcome.rows(),
                        outcome.bytes() / MEBI,
                        outcome.removed(),
                        outcome.stopped() ? "; stopped, the next export goes on" : "");
            }
            return (outcome.stopped() ? ExitCode.STOPPED : ExitCode.OK).code();
        }
    }
}
