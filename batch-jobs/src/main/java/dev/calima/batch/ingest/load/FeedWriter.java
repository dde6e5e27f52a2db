package dev.calima.batch.ingest.load;

import static dev.calima.sql.schema.Tables.FEED;
import static dev.calima.sql.schema.Tables.FEED_PARAMETER;
import static org.jooq.impl.DSL.excluded;
import static org.jooq.impl.DSL.row;

import dev.calima.batch.config.FeedDefinition;
import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.ingest.validate.ReferenceData.StoredParameter;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Keeps beside the data what is needed of a feed's definition to say why an hour is absent. */
final class FeedWriter {

    private static final int MINUTES_UNTIL_USUAL = 60;
    private static final int MINUTES_UNTIL_LATE = 72 * 60;

    private FeedWriter() {}

    /** Writes what differs. */
    static void write(DSLContext dsl, FeedDefinition feed, short networkId, Map<String, StoredParameter> stored) {
        @Nullable SourceDefinition source = feed.source();
        dsl.insertInto(FEED)
                .set(FEED.FEED_, feed.name())
                .set(FEED.NETWORK_ID, networkId)
                .set(FEED.HAS_SOURCE, source != null)
                .set(
                        FEED.PUBLICATION_DELAY_MINUTES,
                        source == null
                                ? MINUTES_UNTIL_USUAL
                                : (int) source.publicationDelay().toMinutes())
                .set(
                        FEED.LATE_AFTER_MINUTES,
                        source == null
                                ? MINUTES_UNTIL_LATE
                                : (int) source.lateAfter().toMinutes())
                .onConflict(FEED.FEED_)
                .doUpdate()
                .setAllToExcluded()
                .where(row(FEED.NETWORK_ID, FEED.HAS_SOURCE, FEED.PUBLICATION_DELAY_MINUTES, FEED.LATE_AFTER_MINUTES)
                        .isDistinctFrom(row(
                                excluded(FEED.NETWORK_ID),
                                excluded(FEED.HAS_SOURCE),
                                excluded(FEED.PUBLICATION_DELAY_MINUTES),
                                excluded(FEED.LATE_AFTER_MINUTES))))
                .execute();
        Set<Short> parameters = feed.parameters().values().stream()
                .map(parameter -> stored.get(parameter.parameter().value()))
                .filter(known -> known != null)
                .map(StoredParameter::id)
                .collect(Collectors.toSet());
        dsl.deleteFrom(FEED_PARAMETER)
                .where(FEED_PARAMETER.FEED.eq(feed.name()))
                .and(FEED_PARAMETER.PARAMETER_ID.notIn(parameters))
                .execute();
        parameters.forEach(parameter -> dsl.insertInto(FEED_PARAMETER)
                .values(feed.name(), parameter)
                .onConflictDoNothing()
                .execute());
    }
}
