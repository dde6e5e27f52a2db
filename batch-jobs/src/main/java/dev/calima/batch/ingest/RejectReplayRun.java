package dev.calima.batch.ingest;

import dev.calima.batch.ingest.load.LoadReader;
import dev.calima.batch.ingest.load.LoadReader.RejectedFilter;
import dev.calima.batch.run.ParameterType;
import dev.calima.batch.run.Run;
import dev.calima.batch.run.RunOutcome;
import dev.calima.batch.run.RunParameter;
import dev.calima.batch.run.RunResult;
import dev.calima.batch.run.RunnableJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Loading refused lines again, as somebody asks for it: those that are still refused, or mended ones that a command hands over.
 */
@Component
class RejectReplayRun implements RunnableJob {

    private static final String MENDED = "mended";
    private static final int MOST = 100_000;

    private final RejectReplay replay;
    private final LoadReader reader;

    RejectReplayRun(RejectReplay replay, LoadReader reader) {
        this.replay = replay;
        this.reader = reader;
    }

    @Override
    public String name() {
        return RejectReplay.NAME;
    }

    @Override
    public String description() {
        return "Loads refused lines again, after the configuration was corrected or the lines were mended.";
    }

    @Override
    public List<RunParameter> parameters() {
        return List.of(
                RunParameter.optional("load", ParameterType.WHOLE, "lines that this load refused"),
                RunParameter.optional("feed", ParameterType.TEXT, "lines of this feed"),
                RunParameter.optional("code", ParameterType.TEXT, "lines that were refused for this kind of reason"),
                RunParameter.optional("file", ParameterType.TEXT, "lines of files with this name"),
                RunParameter.optional("line", ParameterType.WHOLE, "the line with this number"),
                RunParameter.optional(
                        MENDED, ParameterType.TEXT, "hash over mended lines; only a command can hand them over"),
                LoadParameters.aggregates());
    }

    @Override
    public RunResult run(Run run) throws Exception {
        Map<String, LoadOutcome> outcomes = replay.replay(lines(run), run.control());
        RunOutcome worst = RunOutcome.NOOP;
        @Nullable Long load = null;
        Map<String, Long> counts = new TreeMap<>();
        for (LoadOutcome outcome : outcomes.values()) {
            worst = worse(worst, LoadParameters.outcomeOf(outcome, true));
            LoadParameters.counts(outcome).forEach((name, count) -> counts.merge(name, count, Long::sum));
            load = outcome.loadId();
        }
        RunResult result = RunResult.of(worst).counting(counts).loaded(load).reporting(new TreeMap<>(outcomes));
        return worst == RunOutcome.STOPPED ? result : LoadParameters.followed(run, result);
    }

    private static RunOutcome worse(RunOutcome one, RunOutcome other) {
        List<RunOutcome> order = List.of(
                RunOutcome.NOOP, RunOutcome.COMPLETED, RunOutcome.REJECTS, RunOutcome.FAILED, RunOutcome.STOPPED);
        return order.indexOf(one) >= order.indexOf(other) ? one : other;
    }

    private List<MendedLine> lines(Run run) throws UnknownRejectsException {
        if (run.payload() instanceof Mended(List<MendedLine> lines)) {
            return new ArrayList<>(lines);
        }
        if (run.find(MENDED) != null) {
            throw new UnknownRejectsException(
                    "the mended lines were with the command that has ended: give the command with its file again");
        }
        return RejectReplay.asTheyAre(reader.rejected(
                new RejectedFilter(
                        Objects.requireNonNullElse(run.whole("load"), 0L),
                        run.find("feed"),
                        run.find("code"),
                        run.find("file"),
                        Objects.requireNonNullElse(run.whole("line"), 0L),
                        false),
                MOST));
    }
}
