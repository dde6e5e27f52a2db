package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks once more at files that were listed before, because somebody says that they were mended. */
@Component
public class Relisting {

    private static final Logger LOG = LoggerFactory.getLogger(Relisting.class);

    private final Candidates candidates;

    Relisting(Candidates candidates) {
        this.candidates = candidates;
    }

    /**
     * The files as they are now at their addresses, in their order; those that are not there, or not from here, are as they were
     * listed.
     *
     * @param wanted the range of the backfill
     * @param stations its stations; empty for all
     */
    public List<PlannedFile> now(FeedDefinition feed, Span wanted, Set<String> stations, List<PlannedFile> files) {
        List<PlannedFile> now = new ArrayList<>();
        for (PlannedFile file : files) {
            now.add(find(feed, file)
                    .map(found -> new PlannedFile(
                            found.address(),
                            found.sizeBytes(),
                            found.etag(),
                            found.sha256(),
                            found.landedPath(),
                            // a damaged file did not tell all that it has
                            FilePlanner.isWhole(found, feed.zone(), wanted, stations)))
                    .orElse(file));
        }
        return now;
    }

    private Optional<Candidate> find(FeedDefinition feed, PlannedFile file) {
        try {
            return candidates.at(feed, List.of(outer(file.address())), true).stream()
                    .filter(found -> found.address().equals(file.address()))
                    .findFirst();
        } catch (IOException | NothingFoundException | PlanRefusedException e) {
            LOG.info("{} stays as it was listed: {}", file.address(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String outer(String address) {
        int inner = address.indexOf('!');
        return inner < 0 ? address : address.substring(0, inner);
    }
}
