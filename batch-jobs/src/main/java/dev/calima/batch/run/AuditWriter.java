package dev.calima.batch.run;

import static dev.calima.sql.schema.Tables.AUDIT;

import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Keeps who told the platform what. */
@Component
@Primary // the operator API has one of its own
public class AuditWriter {

    private static final int LONGEST_DETAIL = 2000;
    private static final int LONGEST_SUBJECT = 300;

    private final DSLContext dsl;

    public AuditWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Adds a row, in the caller's transaction where there is one.
     *
     * @param verb start, stop, restart, ...
     * @param subject what it is about, such as {@code run 17} or the name of a job
     * @param runId the run that it is about or that came of it; null for none
     * @param result done, or why not: conflict, not-found, refused, failed
     * @param detail more in words; null for nothing
     */
    public void write(
            Actor actor, String verb, String subject, @Nullable Long runId, String result, @Nullable String detail) {
        dsl.insertInto(AUDIT)
                .set(AUDIT.ACTOR, actor.name())
                .set(AUDIT.VIA, actor.via().code())
                .set(AUDIT.VERB, verb)
                .set(AUDIT.SUBJECT, cut(subject, LONGEST_SUBJECT))
                .set(AUDIT.RUN_ID, runId)
                .set(AUDIT.RESULT, result)
                .set(AUDIT.DETAIL, detail == null ? null : cut(detail, LONGEST_DETAIL))
                .execute();
    }

    private static String cut(String text, int most) {
        String plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
        return plain.length() <= most ? plain : plain.substring(0, most);
    }
}
