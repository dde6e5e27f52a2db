package dev.calima.batch.schedule;

import static dev.calima.sql.schema.Tables.SCHEDULE;

import dev.calima.batch.config.ScheduleDefinition;
import dev.calima.batch.config.ScheduleDefinition.Link;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the rows of schedules. */
@Component
public class ScheduleWriter {

    /** Any number, the same for all: nodes that start together bring the rows up to date one after the other. */
    private static final long TURN = 0x5C4ED01EL;

    private final DSLContext dsl;

    ScheduleWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Makes the rows say what the file says. A new schedule, one with other moments, and one that is enabled again begin now: what
     * would have been due before is not caught up. A paused one stays paused.
     *
     * @return a line for each change, for the log
     */
    @Transactional
    public List<String> bringUpToDate(Collection<ScheduleDefinition> definitions, Instant now) {
        dsl.execute("SELECT pg_advisory_xact_lock({0})", DSL.val(TURN));
        List<String> changes = new ArrayList<>();
        List<String> names = definitions.stream().map(ScheduleDefinition::name).toList();
        dsl.deleteFrom(SCHEDULE)
                .where(SCHEDULE.NAME.notIn(names))
                .returning(SCHEDULE.NAME)
                .fetch(SCHEDULE.NAME)
                .forEach(name -> changes.add(name + " is removed"));
        for (ScheduleDefinition definition : definitions) {
            @Nullable Record row = dsl.selectFrom(SCHEDULE)
                    .where(SCHEDULE.NAME.eq(definition.name()))
                    .fetchOne();
            if (row == null) {
                insert(definition, now);
                changes.add(definition.name() + " is new: " + definition.timetable());
            } else if (!row.get(SCHEDULE.DEFINITION_HASH).equals(DefinitionHash.of(definition))) {
                change(row, definition, now);
                changes.add(definition.name() + " has changed: " + definition.timetable());
            }
        }
        return changes;
    }

    /** Makes the row of a schedule that has none; others are left alone. */
    void makeKnown(ScheduleDefinition definition, Instant now) {
        insert(definition, now);
    }

    private void insert(ScheduleDefinition definition, Instant now) {
        dsl.insertInto(SCHEDULE)
                .set(SCHEDULE.NAME, definition.name())
                .set(SCHEDULE.DEFINITION_HASH, DefinitionHash.of(definition))
                .set(SCHEDULE.TIMETABLE, definition.timetable().text())
                .set(SCHEDULE.JOBS, jobs(definition))
                .set(SCHEDULE.ENABLED, definition.enabled())
                .set(SCHEDULE.CHANGED_AT, now)
                .set(SCHEDULE.JOBS_SINCE, now)
                .set(SCHEDULE.ACTIVE_SINCE, now)
                .set(SCHEDULE.SETTLED_UNTIL, now)
                .onConflictDoNothing()
                .execute();
    }

    private void change(Record row, ScheduleDefinition definition, Instant now) {
        boolean anew =
                !row.get(SCHEDULE.TIMETABLE).equals(definition.timetable().text())
                        || (definition.enabled() && !row.get(SCHEDULE.ENABLED));
        boolean sameJobs = Arrays.equals(row.get(SCHEDULE.JOBS), jobs(definition));
        dsl.update(SCHEDULE)
                .set(SCHEDULE.DEFINITION_HASH, DefinitionHash.of(definition))
                .set(SCHEDULE.TIMETABLE, definition.timetable().text())
                .set(SCHEDULE.JOBS, jobs(definition))
                .set(SCHEDULE.ENABLED, definition.enabled())
                .set(SCHEDULE.CHANGED_AT, now)
                .set(SCHEDULE.JOBS_SINCE, sameJobs ? row.get(SCHEDULE.JOBS_SINCE) : now)
                .set(SCHEDULE.ACTIVE_SINCE, anew ? now : row.get(SCHEDULE.ACTIVE_SINCE))
                .set(SCHEDULE.SETTLED_UNTIL, anew ? now : row.get(SCHEDULE.SETTLED_UNTIL))
                .where(SCHEDULE.NAME.eq(definition.name()))
                .execute();
    }

    private static String[] jobs(ScheduleDefinition definition) {
        return definition.links().stream().map(Link::job).toArray(String[]::new);
    }

    /** The row, held until the caller's transaction ends, so that nodes settle one after the other; empty when there is none. */
    Optional<ScheduleRow> hold(String name) {
        return dsl.selectFrom(SCHEDULE)
                .where(SCHEDULE.NAME.eq(name))
                .forUpdate()
                .fetchOptional(ScheduleReader::row);
    }

    /** Everything due until a moment, included, has its run or is to have none. Never goes back. */
    void settle(String name, Instant until) {
        dsl.update(SCHEDULE)
                .set(SCHEDULE.SETTLED_UNTIL, DSL.greatest(SCHEDULE.SETTLED_UNTIL, DSL.val(until)))
                .where(SCHEDULE.NAME.eq(name))
                .execute();
    }

    /** Pauses it; false when it was paused, or has no row. */
    boolean pause(String name, String by, Instant now) {
        return dsl.update(SCHEDULE)
                        .set(SCHEDULE.PAUSED_BY, by)
                        .set(SCHEDULE.PAUSED_AT, now)
                        .where(SCHEDULE.NAME.eq(name))
                        .and(SCHEDULE.PAUSED_AT.isNull())
                        .execute()
                > 0;
    }

    /**
     * Resumes it; false when it was not paused, or has no row.
     *
     * @param catchUp whether the moments that passed meanwhile still count
     */
    boolean resume(String name, Instant now, boolean catchUp) {
        return dsl.update(SCHEDULE)
                        .setNull(SCHEDULE.PAUSED_BY)
                        .setNull(SCHEDULE.PAUSED_AT)
                        .set(SCHEDULE.ACTIVE_SINCE, catchUp ? SCHEDULE.ACTIVE_SINCE : DSL.val(now))
                        .set(
                                SCHEDULE.SETTLED_UNTIL,
                                catchUp ? SCHEDULE.SETTLED_UNTIL : DSL.greatest(SCHEDULE.SETTLED_UNTIL, DSL.val(now)))
                        .where(SCHEDULE.NAME.eq(name))
                        .and(SCHEDULE.PAUSED_AT.isNotNull())
                        .execute()
                > 0;
    }
}
