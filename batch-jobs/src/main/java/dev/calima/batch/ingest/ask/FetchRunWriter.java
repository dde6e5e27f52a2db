package dev.calima.batch.ingest.ask;

import static dev.calima.sql.schema.Tables.COVERAGE_DAY;
import static dev.calima.sql.schema.Tables.FETCH_REQUEST;
import static dev.calima.sql.schema.Tables.FETCH_RUN;
import static dev.calima.sql.schema.Tables.HTTP_VALIDATOR;
import static dev.calima.sql.schema.Tables.NETWORK;
import static dev.calima.sql.schema.Tables.STATION;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.selectFrom;

import dev.calima.batch.config.SourceDefinition;
import dev.calima.batch.ledger.Lease;
import dev.calima.batch.ledger.LeaseLostException;
import dev.calima.batch.observation.WritersTurn;
import dev.calima.sql.type.StationCode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Remembers the hourly askings of sources: which there were, what each request came to, which hours are answered. */
@Component
public class FetchRunWriter {

    private static final String DONE = "done";
    private static final String PARTIAL = "partial";
    private static final String FAILED = "failed";

    private final DSLContext dsl;

    FetchRunWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * A run.
     *
     * @param id its key
     * @param attempt how many times it was taken up again
     * @param isDone whether every request of it was answered and loaded
     * @param isMonthToDate whether it asks for the month so far
     */
    public record Run(long id, int attempt, boolean isDone, boolean isMonthToDate) {}

    /**
     * Begins the run of an hour, or takes it up again when it had died or some request had failed.
     *
     * @param monthToDate whether a new run, or one that is taken up, asks for the month so far
     */
    @Transactional
    public Run open(String feed, Instant scheduled, boolean monthToDate, Instant now) {
        @Nullable Record found = dsl.select()
                .from(FETCH_RUN)
                .where(FETCH_RUN.FEED.eq(feed))
                .and(FETCH_RUN.SCHEDULED_AT.eq(scheduled))
                .and(FETCH_RUN.BACKFILL_ID.isNull())
                .fetchOne();
        if (found == null) {
            Record made = dsl.insertInto(FETCH_RUN)
                    .set(FETCH_RUN.FEED, feed)
                    .set(FETCH_RUN.SCHEDULED_AT, scheduled)
                    .set(FETCH_RUN.MONTH_TO_DATE, monthToDate)
                    .set(FETCH_RUN.STARTED_AT, now)
                    .returning()
                    .fetchSingle();
            return run(made);
        }
        boolean wanted = monthToDate || found.get(FETCH_RUN.MONTH_TO_DATE);
        if (found.get(FETCH_RUN.STATE).equals(DONE) && wanted == found.get(FETCH_RUN.MONTH_TO_DATE)) {
            return run(found);
        }
        return run(dsl.update(FETCH_RUN)
                .set(FETCH_RUN.STATE, "running")
                .set(FETCH_RUN.ATTEMPT, FETCH_RUN.ATTEMPT.plus(1))
                .set(FETCH_RUN.MONTH_TO_DATE, wanted)
                .setNull(FETCH_RUN.FINISHED_AT)
                .setNull(FETCH_RUN.PROBLEM)
                .where(FETCH_RUN.FETCH_RUN_ID.eq(found.get(FETCH_RUN.FETCH_RUN_ID)))
                .returning()
                .fetchSingle());
    }

    /** Begins the asking of a partition of a backfill, or takes it up again. */
    @Transactional
    public Run openPartition(String feed, long backfillId, int partitionNo, Instant end, Instant now) {
        return run(dsl.insertInto(FETCH_RUN)
                .set(FETCH_RUN.FEED, feed)
                .set(FETCH_RUN.SCHEDULED_AT, end)
                .set(FETCH_RUN.BACKFILL_ID, backfillId)
                .set(FETCH_RUN.PARTITION_NO, partitionNo)
                .set(FETCH_RUN.MONTH_TO_DATE, false)
                .set(FETCH_RUN.STARTED_AT, now)
                .onConflict(FETCH_RUN.BACKFILL_ID, FETCH_RUN.PARTITION_NO)
                .where(FETCH_RUN.BACKFILL_ID.isNotNull())
                .doUpdate()
                .set(FETCH_RUN.STATE, "running")
                .set(FETCH_RUN.ATTEMPT, FETCH_RUN.ATTEMPT.plus(1))
                .setNull(FETCH_RUN.FINISHED_AT)
                .returning()
                .fetchSingle());
    }

    private static Run run(Record found) {
        return new Run(
                found.get(FETCH_RUN.FETCH_RUN_ID),
                found.get(FETCH_RUN.ATTEMPT),
                found.get(FETCH_RUN.STATE).equals(DONE),
                found.get(FETCH_RUN.MONTH_TO_DATE));
    }

    /** Scheduled hour of the newest ended run, not later than a moment, that asked for the month so far; null when none did. */
    public @Nullable Instant lastMonthToDate(String feed, Instant until) {
        return dsl.select(max(FETCH_RUN.SCHEDULED_AT))
                .from(FETCH_RUN)
                .where(FETCH_RUN.FEED.eq(feed))
                .and(FETCH_RUN.MONTH_TO_DATE)
                .and(FETCH_RUN.STATE.in(DONE, PARTIAL))
                .and(FETCH_RUN.SCHEDULED_AT.le(until))
                .fetchSingle()
                .value1();
    }

    /** End of the newest hour that a feed has answered for at all; null when it never did. */
    public @Nullable Instant lastAnswered(String feed) {
        @Nullable Record newest = dsl.select(COVERAGE_DAY.DAY, COVERAGE_DAY.ANSWERED)
                .from(COVERAGE_DAY)
                .where(COVERAGE_DAY.FEED.eq(feed))
                .and(COVERAGE_DAY.ANSWERED.ne(0))
                .orderBy(COVERAGE_DAY.DAY.desc(), COVERAGE_DAY.ANSWERED.desc())
                .limit(1)
                .fetchOne();
        if (newest == null) {
            return null;
        }
        int hours = Integer.SIZE - Integer.numberOfLeadingZeros(newest.get(COVERAGE_DAY.ANSWERED));
        return newest.get(COVERAGE_DAY.DAY)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .plus(hours, ChronoUnit.HOURS);
    }

    /** Codes of all stations of a network, those among them that were found in files. */
    public List<String> stations(String network) {
        return dsl.select(STATION.CODE)
                .from(STATION)
                .join(NETWORK)
                .on(NETWORK.NETWORK_ID.eq(STATION.NETWORK_ID))
                .where(NETWORK.CODE.eq(network))
                .orderBy(STATION.CODE)
                .fetch(found -> found.value1().value());
    }

    /** Addresses of a run that need not be asked again. */
    public Set<String> answered(long runId) {
        return new HashSet<>(dsl.select(FETCH_REQUEST.ADDRESS)
                .from(FETCH_REQUEST)
                .where(FETCH_REQUEST.FETCH_RUN_ID.eq(runId))
                .and(FETCH_REQUEST.STATE.ne(FAILED))
                .fetch(FETCH_REQUEST.ADDRESS));
    }

    /** How to ask for an address only if it has changed since it was loaded, read in the same way. */
    public Validator validator(String feed, String address, String definition) {
        @Nullable Record found = dsl.select()
                .from(HTTP_VALIDATOR)
                .where(HTTP_VALIDATOR.FEED.eq(feed))
                .and(HTTP_VALIDATOR.ADDRESS.eq(address))
                .and(HTTP_VALIDATOR.DEFINITION_SHA256.eq(HexFormat.of().parseHex(definition)))
                .fetchOne();
        return found == null
                ? Validator.NONE
                : new Validator(found.get(HTTP_VALIDATOR.ETAG), found.get(HTTP_VALIDATOR.LAST_MODIFIED));
    }

    /**
     * Writes, when everything that came is loaded, what each request came to.
     *
     * @param definition how the answers were read, in hexadecimal
     * @param loadId the load of what came; null when nothing came
     * @param lease the right to ask for the feed; null for the past, of which each part is one run's
     * @throws LeaseLostException when somebody else asks for it now: nothing is written
     */
    @Transactional
    public void end(
            String feed,
            SourceDefinition source,
            Run run,
            List<Asked> requests,
            String definition,
            @Nullable Long loadId,
            @Nullable Lease lease,
            Instant now) {
        if (lease != null) {
            lease.hold(dsl);
        }
        dsl.connection(WritersTurn::take); // a load writes the same hours, in another order
        for (Asked asked : requests) {
            @Nullable Integer station = stationId(asked.request().station());
            write(run.id(), asked, station);
            cover(feed, source, asked, station);
            validate(feed, asked, definition);
        }
        boolean failed = dsl.fetchExists(selectFrom(FETCH_REQUEST)
                .where(FETCH_REQUEST.FETCH_RUN_ID.eq(run.id()))
                .and(FETCH_REQUEST.STATE.eq(FAILED)));
        dsl.update(FETCH_RUN)
                .set(FETCH_RUN.STATE, failed ? PARTIAL : DONE)
                .set(FETCH_RUN.LOAD_ID, loadId == null ? FETCH_RUN.LOAD_ID : DSL.val(loadId))
                .set(FETCH_RUN.FINISHED_AT, now)
                .where(FETCH_RUN.FETCH_RUN_ID.eq(run.id()))
                .execute();
    }

    /** Ends a run of which nothing counts: what came could not be loaded, and is asked for again. */
    public void fail(Run run, String problem, Instant now) {
        dsl.update(FETCH_RUN)
                .set(FETCH_RUN.STATE, FAILED)
                .set(FETCH_RUN.PROBLEM, problem)
                .set(FETCH_RUN.FINISHED_AT, now)
                .where(FETCH_RUN.FETCH_RUN_ID.eq(run.id()))
                .and(FETCH_RUN.STATE.notIn(DONE, PARTIAL)) // one that was taken for dead must not undo what another did
                .execute();
    }

    private @Nullable Integer stationId(String code) {
        return code.isEmpty()
                ? null
                : dsl.select(STATION.STATION_ID)
                        .from(STATION)
                        .where(STATION.CODE.eq(new StationCode(code)))
                        .fetchOne(STATION.STATION_ID);
    }

    private void write(long runId, Asked asked, @Nullable Integer station) {
        dsl.insertInto(FETCH_REQUEST)
                .set(FETCH_REQUEST.FETCH_RUN_ID, runId)
                .set(FETCH_REQUEST.ADDRESS, asked.request().address())
                .set(FETCH_REQUEST.STATION_ID, station)
                .set(FETCH_REQUEST.RANGE_FROM, asked.request().from())
                .set(FETCH_REQUEST.RANGE_TO, asked.request().to())
                .set(FETCH_REQUEST.STATE, asked.state().name().toLowerCase(Locale.ROOT))
                .set(FETCH_REQUEST.FILES, asked.files().size())
                .set(FETCH_REQUEST.PROBLEM, asked.problem())
                .set(FETCH_REQUEST.ASKED_AT, asked.askedAt())
                .onConflict(FETCH_REQUEST.FETCH_RUN_ID, FETCH_REQUEST.ADDRESS)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }

    /**
     * A complete answer covers the whole range that was asked for, also where it had nothing: each hour that should have been
     * there by then.
     */
    private void cover(String feed, SourceDefinition source, Asked asked, @Nullable Integer station) {
        if (station == null && !asked.request().station().isEmpty()) {
            return; // a station that nobody has heard of has no hours that could be missed
        }
        boolean failed = asked.state() == Asked.State.FAILED;
        Duration wait = failed ? Duration.ZERO : source.publicationDelay();
        Instant lastEnd = asked.askedAt().minus(wait);
        Instant hour = asked.request().from().truncatedTo(ChronoUnit.HOURS);
        while (hour.isBefore(asked.request().to())) {
            LocalDate day = OffsetDateTime.ofInstant(hour, ZoneOffset.UTC).toLocalDate();
            int bits = 0;
            for (; isIn(hour, day) && hour.isBefore(asked.request().to()); hour = hour.plus(1, ChronoUnit.HOURS)) {
                if (!hour.plus(1, ChronoUnit.HOURS).isAfter(lastEnd)) {
                    bits |= 1 << hour.atOffset(ZoneOffset.UTC).getHour();
                }
            }
            if (bits != 0) {
                cover(feed, day, station, failed ? 0 : bits, failed ? bits : 0);
            }
        }
    }

    private static boolean isIn(Instant hour, LocalDate day) {
        return OffsetDateTime.ofInstant(hour, ZoneOffset.UTC).toLocalDate().equals(day);
    }

    private void cover(String feed, LocalDate day, @Nullable Integer station, int answered, int failed) {
        dsl.insertInto(COVERAGE_DAY)
                .set(COVERAGE_DAY.FEED, feed)
                .set(COVERAGE_DAY.DAY, day)
                .set(COVERAGE_DAY.STATION_ID, station)
                .set(COVERAGE_DAY.ANSWERED, answered)
                .set(COVERAGE_DAY.FAILED, failed)
                .onConflict(COVERAGE_DAY.FEED, COVERAGE_DAY.DAY, COVERAGE_DAY.STATION_ID)
                .doUpdate()
                .set(COVERAGE_DAY.ANSWERED, COVERAGE_DAY.ANSWERED.bitOr(DSL.excluded(COVERAGE_DAY.ANSWERED)))
                .set(COVERAGE_DAY.FAILED, COVERAGE_DAY.FAILED.bitOr(DSL.excluded(COVERAGE_DAY.FAILED)))
                .execute();
    }

    private void validate(String feed, Asked asked, String definition) {
        if (asked.etag() == null && asked.lastModified() == null) {
            return;
        }
        dsl.insertInto(HTTP_VALIDATOR)
                .set(HTTP_VALIDATOR.FEED, feed)
                .set(HTTP_VALIDATOR.ADDRESS, asked.request().address())
                .set(HTTP_VALIDATOR.DEFINITION_SHA256, HexFormat.of().parseHex(definition))
                .set(HTTP_VALIDATOR.ETAG, asked.etag())
                .set(HTTP_VALIDATOR.LAST_MODIFIED, asked.lastModified())
                .set(HTTP_VALIDATOR.ANSWERED_AT, asked.askedAt())
                .onConflict(HTTP_VALIDATOR.FEED, HTTP_VALIDATOR.ADDRESS)
                .doUpdate()
                .setAllToExcluded()
                .execute();
    }
}
