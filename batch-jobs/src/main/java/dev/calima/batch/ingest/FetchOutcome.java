package dev.calima.batch.ingest;

import dev.calima.batch.ingest.ask.Asked;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking a source.
 *
 * @param scheduled the full hour that it was for
 * @param alreadyDone whether that hour had been done before, so that nobody was asked
 * @param stopped whether it was told to stop; the same command goes on
 * @param requests what each request came to
 * @param load what came of loading the answers; null when there was nothing to load
 */
public record FetchOutcome(
        Instant scheduled,
        boolean alreadyDone,
        boolean stopped,
        List<Asked> requests,
        @Nullable LoadOutcome load) {

    public FetchOutcome {
        requests = List.copyOf(requests);
    }

    /** How many requests went so. */
    public long count(Asked.State state) {
        return requests.stream().filter(one -> one.state() == state).count();
    }
}
