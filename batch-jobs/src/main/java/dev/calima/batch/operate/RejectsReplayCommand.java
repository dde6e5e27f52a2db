package dev.calima.batch.operate;

import dev.calima.batch.ingest.LoadOutcome;
import dev.calima.batch.ingest.Mended;
import dev.calima.batch.ingest.MendedLine;
import dev.calima.batch.ingest.RejectReplay;
import dev.calima.batch.ingest.UnknownRejectsException;
import dev.calima.batch.run.OwnRuns;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        description = {
            "Load refused lines again: mended ones from a file that 'calima rejects export' wrote, or without a file as they"
                    + " were, after the configuration was corrected.",
            "Of a line of which only some values were refused, only those count. What is refused again is a new refusal."
        },
        mixinStandardHelpOptions = true)
final class RejectsReplayCommand implements Callable<Integer> {

    @Mixin
    private RejectsFilter which = new RejectsFilter();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "Mended lines; - for standard input. With it the options do not count.")
    private @Nullable Path file;

    @Override
    public Integer call() throws Exception {
        @Nullable List<MendedLine> mended = file == null ? null : read(file);
        try (Session session = Session.open()) {
            OwnRuns.Done done = mended == null
                    ? session.run(Session.request(RejectReplay.NAME, which.parameters()))
                    : session.run(
                            Session.request(RejectReplay.NAME, Map.of("mended", hash(mended))), new Mended(mended));
            Map<?, ?> outcomes =
                    (Map<?, ?>) Objects.requireNonNull(done.result().report());
            if (outcomes.isEmpty()) {
                System.out.println("Nothing to do: no open refused line is meant.");
                return ExitCode.OK.code();
            }
            ExitCode code = ExitCode.OK;
            for (Map.Entry<?, ?> outcome : outcomes.entrySet()) {
                ExitCode one = LoadReport.print((String) outcome.getKey(), (LoadOutcome) outcome.getValue());
                code = code == ExitCode.OK ? one : code;
            }
            return AggregateReport.afterLoad(session, done, code).code();
        }
    }

    private static String hash(List<MendedLine> lines) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static List<MendedLine> read(Path file) throws IOException, UnknownRejectsException {
        if (file.toString().equals("-")) {
            return MendedLines.read(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        }
        if (!Files.isRegularFile(file)) {
            throw new UnknownRejectsException("there is no file " + file + ": write one with 'calima rejects export'");
        }
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return MendedLines.read(in);
        }
    }
}
