package dev.calima.batch.run;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param outcome how it ended
 * @param message what there is to say in a sentence; null for nothing
 * @param counts what came of it in numbers, by name
 * @param loadId the load that it was; null for none
 * @param follow what shall be done next; each is queued with the end of this run, unless the same is alive already, which then
 *     is done once more
 * @param report what the job's own classes say, for who did it in the same process; null for nothing
 */
public record RunResult(
        RunOutcome outcome,
        @Nullable String message,
        Map<String, Long> counts,
        @Nullable Long loadId,
        List<RunRequest> follow,
        @Nullable Object report) {

    public RunResult {
        counts = new TreeMap<>(counts);
        follow = List.copyOf(follow);
    }

    /** A result with nothing but its outcome. */
    public static RunResult of(RunOutcome outcome) {
        return new RunResult(outcome, null, Map.of(), null, List.of(), null);
    }

    /**
     * The result of a run that may be told to stop, or may find nothing to do; what an earlier attempt of it did counts as done.
     *
     * @param stopped whether it was told to stop before its end
     * @param nothing whether there was nothing to do
     */
    public static RunResult of(Run run, boolean stopped, boolean nothing) {
        return of(
                stopped ? RunOutcome.STOPPED : nothing && run.attempt() == 1 ? RunOutcome.NOOP : RunOutcome.COMPLETED);
    }

    public RunResult saying(@Nullable String text) {
        return new RunResult(outcome, text, counts, loadId, follow, report);
    }

    public RunResult counting(Map<String, Long> numbers) {
        return new RunResult(outcome, message, numbers, loadId, follow, report);
    }

    public RunResult loaded(@Nullable Long load) {
        return new RunResult(outcome, message, counts, load, follow, report);
    }

    public RunResult followedBy(RunRequest request) {
        return new RunResult(outcome, message, counts, loadId, List.of(request), report);
    }

    public RunResult reporting(Object details) {
        return new RunResult(outcome, message, counts, loadId, follow, details);
    }
}
