package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.S3Address;
import dev.calima.batch.ingest.fetch.FileFinder;
import dev.calima.batch.ingest.fetch.Incoming;
import dev.calima.batch.ingest.fetch.KeptFile;
import dev.calima.batch.ingest.fetch.LandedFile;
import dev.calima.batch.ingest.fetch.LandingArea;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import dev.calima.batch.ingest.fetch.S3Files;
import dev.calima.batch.ingest.fetch.S3Object;
import dev.calima.batch.ingest.fetch.S3Objects;
import dev.calima.batch.ingest.fetch.UnlandedFiles;
import dev.calima.batch.ingest.sight.FileSight;
import dev.calima.batch.ingest.sight.FileSights;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Lists files and looks at each. Of objects in S3 only the beginning is read. */
@Component
class Candidates {

    /** A longer file tells enough by then. */
    private static final long MOST_OF_A_FILE = 512L << 20;

    private static final long MOST_OF_AN_OBJECT = 8L << 20;

    private final LandingArea landing;
    private final FileFinder finder;
    private final S3Files s3;
    private final S3Objects objects;
    private final UnlandedFiles unlanded;
    private final FileSights sights;
    private final Clock clock;

    Candidates(
            LandingArea landing,
            FileFinder finder,
            S3Files s3,
            S3Objects objects,
            UnlandedFiles unlanded,
            FileSights sights,
            Clock clock) {
        this.landing = landing;
        this.finder = finder;
        this.s3 = s3;
        this.objects = objects;
        this.unlanded = unlanded;
        this.sights = sights;
        this.clock = clock;
    }

    /** Everything that lies in the landing area, in the order received; a content that is there twice is one. */
    List<Candidate> landed(FeedDefinition feed) throws IOException {
        Map<String, Candidate> found = new LinkedHashMap<>();
        for (KeptFile kept : landing.kept(feed.name())) {
            List<LandedFile> files = landing.open(kept);
            for (LandedFile file : files) {
                found.putIfAbsent(file.sha256(), candidate(feed, file, true));
            }
            landing.release(files);
        }
        return List.copyOf(found.values());
    }

    /**
     * What is at the locations, in their order.
     *
     * @param keep whether files of this machine are kept in the landing area, so that every machine can read them later
     */
    List<Candidate> at(FeedDefinition feed, List<String> locations, boolean keep)
            throws IOException, NothingFoundException, PlanRefusedException {
        Map<String, Candidate> found = new LinkedHashMap<>();
        List<String> ofThisMachine = new ArrayList<>();
        for (String location : locations) {
            if (S3Address.isMeant(location)) {
                for (S3Object object : s3.objects(location)) {
                    found.putIfAbsent(object.address(), candidate(feed, object));
                }
            } else if (location.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
                throw new PlanRefusedException(
                        location
                                + " cannot be listed: a backfill reads files, folders and globs of this machine, and s3:// addresses");
            } else {
                ofThisMachine.add(location);
            }
        }
        if (!ofThisMachine.isEmpty()) {
            for (Incoming file : finder.find(ofThisMachine)) {
                for (LandedFile one : keep ? landing.land(feed.name(), file) : unlanded.look(feed.name(), file)) {
                    found.putIfAbsent(one.sha256(), candidate(feed, one, keep));
                }
            }
        }
        return List.copyOf(found.values());
    }

    private Candidate candidate(FeedDefinition feed, LandedFile file, boolean kept) {
        FileSight sight = sights.look(
                feed,
                new FileSights.Seen(file.name(), file.context(), file.receivedAt(), file.sizeBytes(), file.content()),
                MOST_OF_A_FILE);
        return new Candidate(
                file.source(),
                file.sizeBytes(),
                null,
                file.sha256(),
                kept ? file.landedPath() : null,
                file.problem() == null ? sight : sight.broken(file.problem()));
    }

    private Candidate candidate(FeedDefinition feed, S3Object object) {
        Incoming incoming = objects.incoming(object);
        FileSight sight = sights.look(
                feed,
                new FileSights.Seen(
                        incoming.name(), incoming.context(), clock.instant(), object.sizeBytes(), incoming.content()),
                MOST_OF_AN_OBJECT);
        return new Candidate(object.address(), object.sizeBytes(), object.etag(), null, null, sight);
    }
}
