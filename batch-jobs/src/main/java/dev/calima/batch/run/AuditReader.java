package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.AUDIT;

import java.time.Instant;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Tells who told the platform what. */
@Component
@Primary // the operator API has one of its own
public class AuditReader {

    private final DSLContext dsl;

    public AuditReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * One thing that was said.
     *
     * @param id rises with time
     * @param at when
     * @param actor who
     * @param via how: api, command, schedule or supervisor
     * @param verb what
     * @param subject what it was about
     * @param runId the run that it was about, or that came of it; null for none
     * @param result done, or why not
     * @param detail more in words; null for nothing
     */
    public record Entry(
            long id,
            Instant at,
            String actor,
            String via,
            String verb,
            String subject,
            @Nullable Long runId,
            String result,
            @Nullable String detail) {}

    /**
     * What was said, the newest first.
     *
     * @param actor by this one; null for all
     * @param runId about this run; null for all
     * @param since then or later; null for any time
     * @param before older than this entry; 0 for the newest
     */
    public List<Entry> list(
            @Nullable String actor, @Nullable Long runId, @Nullable Instant since, long before, int limit) {
        Condition condition = before == 0 ? DSL.noCondition() : AUDIT.AUDIT_ID.lt(before);
        condition = actor == null ? condition : condition.and(AUDIT.ACTOR.eq(actor));
        condition = runId == null ? condition : condition.and(AUDIT.RUN_ID.eq(runId));
        condition = since == null ? condition : condition.and(AUDIT.AT.ge(since));
        return dsl.selectFrom(AUDIT)
                .where(condition)
                .orderBy(AUDIT.AUDIT_ID.desc())
                .limit(limit)
                .fetch(row -> new Entry(
                        row.get(AUDIT.AUDIT_ID),
                        row.get(AUDIT.AT),
                        row.get(AUDIT.ACTOR),
                        row.get(AUDIT.VIA),
                        row.get(AUDIT.VERB),
                        row.get(AUDIT.SUBJECT),
                        row.get(AUDIT.RUN_ID),
                        row.get(AUDIT.RESULT),
                        row.get(AUDIT.DETAIL)));
    }
}
