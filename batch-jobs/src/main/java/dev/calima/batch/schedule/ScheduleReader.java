package dev.calima.batch.schedule;

import static dev.calima.sql.schema.Tables.RUN;
import static dev.calima.sql.schema.Tables.SCHEDULE;

import dev.calima.batch.schedule.ScheduleStatus.LastRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;

/** Tells of schedules and of the runs that they have wanted. */
@Component
class ScheduleReader {

    private final DSLContext dsl;

    ScheduleReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** All rows, by name. */
    Map<String, ScheduleRow> rows() {
        return dsl.selectFrom(SCHEDULE).fetchMap(SCHEDULE.NAME, ScheduleReader::row);
    }

    Optional<ScheduleRow> find(String name) {
        return dsl.selectFrom(SCHEDULE).where(SCHEDULE.NAME.eq(name)).fetchOptional(ScheduleReader::row);
    }

    /** The newest moment's run of each name that runs carry, by that name. */
    Map<String, LastRun> newestRuns() {
        return dsl.select(RUN.SCHEDULE)
                .select(RUN.RUN_ID, RUN.SCHEDULED_FOR, RUN.STATE, RUN.OUTCOME)
                .select(RUN.REQUESTED_AT, RUN.STARTED_AT, RUN.ENDED_AT)
                .distinctOn(RUN.SCHEDULE)
                .from(RUN)
                .where(RUN.SCHEDULE.isNotNull())
                .orderBy(RUN.SCHEDULE, RUN.SCHEDULED_FOR.desc())
                .fetchMap(RUN.SCHEDULE, ScheduleReader::run);
    }

    /** Moments, the oldest first, whose run of one link was completed since, and which have none of the next link. */
    List<Instant> completedWithoutNext(String link, String next, Instant endedSince, Instant scheduledSince) {
        var following = RUN.as("following");
        return dsl.select(RUN.SCHEDULED_FOR)
                .from(RUN)
                .where(RUN.SCHEDULE.eq(link))
                .and(RUN.SCHEDULED_FOR.ge(scheduledSince))
                .and(RUN.STATE.eq("completed"))
                .and(RUN.ENDED_AT.ge(endedSince))
                .andNotExists(DSL.selectOne()
                        .from(following)
                        .where(following.SCHEDULE.eq(next))
                        .and(following.SCHEDULED_FOR.eq(RUN.SCHEDULED_FOR)))
                .orderBy(RUN.SCHEDULED_FOR)
                .fetch(RUN.SCHEDULED_FOR);
    }

    /** The run that was asked for with an idempotency key. */
    Optional<Long> findRun(String schedule, String idempotencyKey) {
        return dsl.select(RUN.RUN_ID)
                .from(RUN)
                .where(RUN.IDEMPOTENCY_KEY.eq(idempotencyKey))
                .and(RUN.SCHEDULE.eq(schedule))
                .fetchOptional(RUN.RUN_ID);
    }

    /** Whether a run of a name is completed that is for a moment or for a later one. */
    boolean isCompleted(String name, Instant scheduledFor) {
        return dsl.fetchExists(DSL.selectOne()
                .from(RUN)
                .where(RUN.SCHEDULE.eq(name))
                .and(RUN.SCHEDULED_FOR.ge(scheduledFor))
                .and(RUN.STATE.eq("completed")));
    }

    static ScheduleRow row(Record row) {
        return new ScheduleRow(
                row.get(SCHEDULE.NAME),
                row.get(SCHEDULE.DEFINITION_HASH),
                row.get(SCHEDULE.TIMETABLE),
                row.get(SCHEDULE.ENABLED),
                row.get(SCHEDULE.CHANGED_AT),
                row.get(SCHEDULE.JOBS_SINCE),
                row.get(SCHEDULE.ACTIVE_SINCE),
                row.get(SCHEDULE.SETTLED_UNTIL),
                row.get(SCHEDULE.PAUSED_BY),
                row.get(SCHEDULE.PAUSED_AT));
    }

    private static LastRun run(Record row) {
        return new LastRun(
                row.get(RUN.RUN_ID),
                row.get(RUN.SCHEDULED_FOR),
                row.get(RUN.STATE),
                row.get(RUN.OUTCOME),
                row.get(RUN.REQUESTED_AT),
                row.get(RUN.STARTED_AT),
                row.get(RUN.ENDED_AT));
    }
}
