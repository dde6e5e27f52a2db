package dev.calima.batch.backfill;

import dev.calima.batch.backfill.plan.Origin;
import dev.calima.batch.backfill.plan.PlannedFile;
import dev.calima.batch.backfill.plan.Relisting;
import dev.calima.batch.backfill.plan.Span;
import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What an operator tells backfills. Each verb holds the row of its backfill from the look at the state to the change of it, so
 * that of two operators one is refused, or finds it done. Doing the same twice is doing it once.
 */
@Component
public class BackfillVerbs {

    private final JobsConfig config;
    private final BackfillReader reader;
    private final BackfillWriter writer;
    private final BackfillSteps steps;
    private final Relisting relisting;
    private final TransactionTemplate transaction;

    BackfillVerbs(
            JobsConfig config,
            BackfillReader reader,
            BackfillWriter writer,
            BackfillSteps steps,
            Relisting relisting,
            TransactionTemplate transaction) {
        this.config = config;
        this.reader = reader;
        this.writer = writer;
        this.steps = steps;
        this.relisting = relisting;
        this.transaction = transaction;
    }

    /**
     * Tells it.
     *
     * @param actor who does
     * @param via how
     * @return the backfill as it is then
     * @throws WrongStateException when its state does not allow it
     */
    public BackfillRow tell(long id, BackfillVerb verb, String actor, Via via)
            throws UnknownBackfillException, WrongStateException {
        BackfillRow before = reader.get(id);
        List<Mended> mended = verb == BackfillVerb.RESUME_FAILED ? mended(before) : List.of();
        Answer answer = transaction.execute(status -> writer.lock(id)
                .map(row -> audited(decide(row, verb, mended), row, verb, actor, via))
                .orElseThrow());
        @Nullable String refusal = answer == null ? "nothing came of it" : answer.refusal();
        if (refusal != null) {
            throw new WrongStateException(reader.get(id).state(), refusal);
        }
        steps.one(id);
        return reader.get(id);
    }

    /** How somebody tells. */
    public enum Via {
        API,
        COMMAND;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private Answer audited(Answer answer, BackfillRow row, BackfillVerb verb, String actor, Via via) {
        writer.audit(
                actor,
                via.word(),
                "backfill-" + verb.word(),
                row.id(),
                answer.refusal() == null ? "done" : "conflict",
                answer.refusal() == null ? "was " + row.state().word() : answer.refusal());
        return answer;
    }

    private record Answer(@Nullable String refusal) {

        static final Answer DONE = new Answer(null);
    }

    private record Mended(int partition, int fileNo, PlannedFile file) {}

    /** The list of a failed partition is made anew, at the same addresses: what it failed of may have been mended. */
    private List<Mended> mended(BackfillRow row) {
        @Nullable FeedDefinition feed = config.feeds().get(row.feed());
        if (feed == null || row.origin() != Origin.LOCATION || !takesResumeFailed(row)) {
            return List.of();
        }
        Span wanted = new Span(row.from(), row.to());
        Set<String> stations = Set.copyOf(row.stations());
        List<Mended> mended = new ArrayList<>();
        for (PartitionRow partition : failed(row.id())) {
            List<PlannedFile> before = reader.files(row.id(), partition.number());
            List<PlannedFile> now = relisting.now(feed, wanted, stations, before);
            for (int i = 0; i < now.size(); i++) {
                if (!now.get(i).equals(before.get(i))) {
                    mended.add(new Mended(partition.number(), i, now.get(i)));
                }
            }
        }
        return mended;
    }

    private static boolean takesResumeFailed(BackfillRow row) {
        return row.state() == BackfillState.RUNNING || row.state() == BackfillState.COMPLETED_WITH_FAILURES;
    }

    private List<PartitionRow> failed(long id) {
        return reader.partitions(id).stream()
                .filter(one -> one.state() == PartitionState.FAILED)
                .toList();
    }

    private Answer decide(BackfillRow row, BackfillVerb verb, List<Mended> mended) {
        return switch (verb) {
            case PAUSE -> pause(row);
            case RESUME -> resume(row);
            case RESUME_FAILED -> resumeFailed(row, mended);
            case CANCEL -> cancel(row);
        };
    }

    private Answer pause(BackfillRow row) {
        return switch (row.state()) {
            case RUNNING -> to(row, BackfillState.PAUSING);
            case PAUSING, PAUSED -> Answer.DONE;
            default -> refused(row, BackfillVerb.PAUSE);
        };
    }

    private Answer resume(BackfillRow row) {
        return switch (row.state()) {
            case PLANNED, PAUSED, PAUSING -> to(row, BackfillState.RUNNING);
            case RUNNING -> Answer.DONE;
            default -> refused(row, BackfillVerb.RESUME);
        };
    }

    private Answer resumeFailed(BackfillRow row, List<Mended> mended) {
        List<PartitionRow> failed = failed(row.id());
        boolean runs = row.state() == BackfillState.RUNNING;
        if (!takesResumeFailed(row)) {
            return refused(row, BackfillVerb.RESUME_FAILED);
        }
        mended.forEach(one -> writer.replace(row.id(), one.partition(), one.fileNo(), one.file()));
        failed.forEach(one -> writer.move(one, PartitionState.WAITING, null));
        return runs ? Answer.DONE : to(row, BackfillState.RUNNING);
    }

    private Answer cancel(BackfillRow row) {
        return switch (row.state()) {
            case CANCELLING, CANCELLED -> Answer.DONE;
            case COMPLETED, COMPLETED_WITH_FAILURES -> refused(row, BackfillVerb.CANCEL);
            default -> to(row, BackfillState.CANCELLING);
        };
    }

    private Answer to(BackfillRow row, BackfillState state) {
        writer.state(row.id(), state);
        return Answer.DONE;
    }

    private static Answer refused(BackfillRow row, BackfillVerb verb) {
        String hint = switch (row.state()) {
            case COMPLETED -> "; nothing of it is left. To load it again, start another one with reprocess all";
            case COMPLETED_WITH_FAILURES -> "; its failed partitions can be tried again with resume-failed";
            case CANCELLED, CANCELLING -> "; start another one";
            case PAUSED, PAUSING -> "; resume it first";
            case PLANNED -> "; resume begins it";
            default -> "";
        };
        return new Answer(
                "backfill " + row.id() + " is " + row.state().word() + ": it takes no '" + verb.word() + "'" + hint);
    }
}
