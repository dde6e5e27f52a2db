package dev.calima.batch.ingest.ask;

import dev.calima.batch.ingest.fetch.LandedFile;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param request what was asked
 * @param state how it went
 * @param files what came, one for each page, in order
 * @param problem why it failed and what to do; null when it did not
 * @param etag to ask with next time; null when there is none
 * @param lastModified the same
 * @param askedAt when
 */
public record Asked(
        PlannedRequest request,
        State state,
        List<LandedFile> files,
        @Nullable String problem,
        @Nullable String etag,
        @Nullable String lastModified,
        Instant askedAt) {

    /** How a request went. */
    public enum State {
        /** It was answered. */
        ANSWERED,
        /** It was answered that nothing has changed since it was asked last. */
        UNCHANGED,
        /** It was answered that there is nothing. */
        NOTHING,
        /** It was not answered. */
        FAILED
    }

    public Asked {
        files = List.copyOf(files);
    }

    static Asked failed(PlannedRequest request, String problem, Instant askedAt) {
        return new Asked(request, State.FAILED, List.of(), problem, null, null, askedAt);
    }

    static Asked of(PlannedRequest request, State state, List<LandedFile> files, Instant askedAt) {
        return new Asked(request, state, files, null, null, null, askedAt);
    }

    /** The same with what the source wants to hear next time. */
    Asked validatedBy(@Nullable String tag, @Nullable String modified) {
        return new Asked(request, state, files, problem, tag, modified, askedAt);
    }

    /** The same, failed after all. */
    public Asked refused(String reason) {
        return failed(request, reason, askedAt);
    }
}
