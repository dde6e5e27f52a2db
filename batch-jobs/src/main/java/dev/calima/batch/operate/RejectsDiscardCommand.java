package dev.calima.batch.operate;

import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedReading;
import dev.calima.batch.ingest.load.ReplayWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "discard",
        description =
                "Mark refused lines as of no use; they are kept, but no longer shown or replayed (see rejects --all).",
        mixinStandardHelpOptions = true)
final class RejectsDiscardCommand implements Callable<Integer> {

    private static final int MOST = 100_000;

    @Mixin
    private RejectsFilter which = new RejectsFilter();

    @Override
    public Integer call() throws Exception {
        try (Session session = Session.open()) {
            List<Long> ids = session.get(LoadReader.class).rejected(which.filter(false), MOST).stream()
                    .map(RejectedReading::id)
                    .toList();
            System.out.println(session.get(ReplayWriter.class).discard(ids) + " refusals are discarded.");
            return ExitCode.OK.code();
        }
    }
}
