package dev.calima.api.job;

import static dev.calima.sql.schema.Tables.PUBLIC_RUN;
import static dev.calima.sql.schema.Tables.PUBLIC_SCHEDULE;

import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

@Component
class JobQueries {

    private final DSLContext db;

    JobQueries(DSLContext db) {
        this.db = db;
    }

    /**
     * Runs, the newest first.
     *
     * @param job only of this one; null for all
     * @param state only in this one; null for all
     * @param before only those with a smaller key
     */
    List<JobResponse.Run> list(@Nullable String job, @Nullable String state, long before, int atMost) {
        Condition asked = PUBLIC_RUN.RUN_ID.lt(before);
        if (job != null) {
            asked = asked.and(PUBLIC_RUN.JOB.eq(job));
        }
        if (state != null) {
            asked = asked.and(PUBLIC_RUN.STATE.eq(state));
        }
        return db.selectFrom(PUBLIC_RUN)
                .where(asked)
                .orderBy(PUBLIC_RUN.RUN_ID.desc())
                .limit(atMost)
                .fetch(row -> new JobResponse.Run(
                        row.get(PUBLIC_RUN.RUN_ID),
                        row.get(PUBLIC_RUN.JOB),
                        row.get(PUBLIC_RUN.STATE),
                        row.get(PUBLIC_RUN.OUTCOME),
                        row.get(PUBLIC_RUN.FEED),
                        row.get(PUBLIC_RUN.SCHEDULE),
                        row.get(PUBLIC_RUN.REQUESTED_AT),
                        row.get(PUBLIC_RUN.STARTED_AT),
                        row.get(PUBLIC_RUN.ENDED_AT),
                        row.get(PUBLIC_RUN.PHASE),
                        row.get(PUBLIC_RUN.UNIT),
                        row.get(PUBLIC_RUN.DONE),
                        row.get(PUBLIC_RUN.TOTAL)));
    }

    List<JobResponse.Schedule> schedules() {
        return db.selectFrom(PUBLIC_SCHEDULE)
                .orderBy(PUBLIC_SCHEDULE.NAME)
                .fetch(row -> new JobResponse.Schedule(
                        row.get(PUBLIC_SCHEDULE.NAME),
                        row.get(PUBLIC_SCHEDULE.TIMETABLE),
                        List.of(row.get(PUBLIC_SCHEDULE.JOBS)),
                        row.get(PUBLIC_SCHEDULE.ACTIVE),
                        row.get(PUBLIC_SCHEDULE.SETTLED_UNTIL)));
    }
}
