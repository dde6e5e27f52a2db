package dev.calima.batch.operate;

import dev.calima.batch.backfill.BackfillViews;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List backfills, the newest first.", mixinStandardHelpOptions = true)
final class BackfillListCommand implements Callable<Integer> {

    private static final int MOST = 1000;

    @Option(names = "--feed", paramLabel = "FEED", description = "Only of this feed.")
    private @Nullable String feed;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "How many at most, 1 to 1000 (20).")
    private int limit;

    @Option(names = "-o", paramLabel = "FORM", defaultValue = "text", description = "text or json")
    private OutputForm form = OutputForm.text;

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit > MOST) {
            throw new SettingsException(List.of("--limit must lie in 1..1000, but is " + limit));
        }
        try (Session session = Session.open()) {
            BackfillReport.list(System.out, session.get(BackfillViews.class).newest(feed, limit), session::zone, form);
            return ExitCode.OK.code();
        }
    }
}
