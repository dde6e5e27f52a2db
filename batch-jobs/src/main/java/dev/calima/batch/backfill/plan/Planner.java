package dev.calima.batch.backfill.plan;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.JobsConfig;
import dev.calima.batch.config.NetworkDefinition;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.ingest.UnknownFeedException;
import dev.calima.batch.ingest.fetch.NothingFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes plans of backfills. */
@Component
public class Planner {

    /** Partitions of one backfill: eighty years of months. */
    static final int MOST_PARTITIONS = 1000;

    private static final int MOST_LOCATIONS = 1000;

    private final JobsConfig config;
    private final FilePlanner files;
    private final SourcePlanner sources;
    private final Clock clock;

    Planner(JobsConfig config, FilePlanner files, SourcePlanner sources, Clock clock) {
        this.config = config;
        this.files = files;
        this.sources = sources;
        this.clock = clock;
    }

    /** How files of this machine are treated. */
    public enum LocalFiles {
        /** Looked at where they are; nothing is kept. */
        LOOKED_AT,
        /** Kept in the landing area, so that any process can read them later. */
        KEPT,
        /** Not allowed: who asks sits elsewhere. */
        REFUSED
    }

    /**
     * Plans.
     *
     * @throws PlanRefusedException when it cannot be done; the message says why and what to do
     * @throws NothingFoundException when a location leads nowhere
     * @throws IOException when something could not be read
     */
    public BackfillPlan plan(BackfillWish wish, LocalFiles local)
            throws UnknownFeedException, PlanRefusedException, NothingFoundException, IOException {
        @Nullable FeedDefinition feed = config.feeds().get(wish.feed());
        if (feed == null) {
            throw new UnknownFeedException(wish.feed(), config.feeds().keySet());
        }
        NetworkDefinition network = config.networkOf(feed);
        check(wish, feed, local);
        Instant now = clock.instant();
        Origin origin = origin(wish, feed);
        List<PlannedPartition> partitions;
        Set<String> stations = wish.stations();
        if (origin == Origin.SOURCE) {
            stations = sources.stations(feed, network, wish.stations());
            partitions = sources.partitions(wish, feed, network, stations, now);
        } else {
            partitions = files.partitions(wish, feed, network, origin, local == LocalFiles.KEPT, now);
        }
        if (partitions.size() > MOST_PARTITIONS) {
            throw new PlanRefusedException("that would be " + partitions.size() + " partitions, and " + MOST_PARTITIONS
                    + " are the most of one backfill: ask for a shorter range at a time");
        }
        return new BackfillPlan(wish, origin, stations, partitions);
    }

    private static Origin origin(BackfillWish wish, FeedDefinition feed) {
        if (wish.origin() != null) {
            return wish.origin();
        }
        return wish.locations().isEmpty()
                ? SourcePlanner.canBeAsked(feed.source()) ? Origin.SOURCE : Origin.LANDING
                : Origin.LOCATION;
    }

    private static void check(BackfillWish wish, FeedDefinition feed, LocalFiles local) throws PlanRefusedException {
        if (!wish.from().isBefore(wish.to())) {
            throw new PlanRefusedException(
                    "the range is empty: from " + wish.from() + " is not before to " + wish.to());
        }
        if (wish.locations().size() > MOST_LOCATIONS) {
            throw new PlanRefusedException(
                    "at most " + MOST_LOCATIONS + " locations can be given: name the folder or prefix that holds them");
        }
        boolean located = !wish.locations().isEmpty();
        if (wish.origin() != null && (wish.origin() == Origin.LOCATION) != located) {
            throw new PlanRefusedException(
                    located
                            ? "locations are given, but the origin is "
                                    + wish.origin().word()
                            : "the origin is location, but none is given");
        }
        @Nullable SourceDefinition source = feed.source();
        if (wish.origin() == Origin.SOURCE && !SourcePlanner.canBeAsked(source)) {
            throw new PlanRefusedException("the source of feed " + feed.name()
                    + (source == null ? " is not known" : " only gives the day so far")
                    + ": name the files, or take what lies in the landing area");
        }
        if (local == LocalFiles.REFUSED && wish.locations().stream().anyMatch(one -> !one.startsWith("s3://"))) {
            throw new PlanRefusedException("only s3:// addresses can be named here; for files of a machine give"
                    + " 'calima backfill start' there, or send them to /ops/v1/uploads");
        }
    }

    /** A set of stations by code, each of which must be known to the network unless it is found in files. */
    static Set<String> known(Set<String> wanted, Set<String> known, String network) throws PlanRefusedException {
        Set<String> unknown = new TreeSet<>(wanted);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new PlanRefusedException("network " + network + " has no station " + unknown + "; see /v1/stations");
        }
        return wanted;
    }
}
