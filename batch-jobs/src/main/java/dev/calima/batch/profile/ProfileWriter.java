package dev.calima.batch.profile;

import static dev.calima.sql.schema.Tables.TRAINING_PROFILE;
import static dev.calima.sql.schema.Tables.TRAINING_PROFILE_VERSION;

import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Writes versions of profiles, and which of them is in use; in the caller's transaction. */
final class ProfileWriter {

    private final DSLContext dsl;

    ProfileWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** Whoever changes a profile waits for whoever changes one: together they must not mean the same series. */
    void lock() {
        dsl.execute("SELECT pg_advisory_xact_lock(hashtextextended('training-profiles', 0))");
    }

    /** Adds a version and gives its number. */
    int add(String name, String content, String who, @Nullable String reason) {
        return dsl.insertInto(TRAINING_PROFILE_VERSION)
                .columns(
                        TRAINING_PROFILE_VERSION.NAME,
                        TRAINING_PROFILE_VERSION.VERSION,
                        TRAINING_PROFILE_VERSION.CONTENT,
                        TRAINING_PROFILE_VERSION.CREATED_BY,
                        TRAINING_PROFILE_VERSION.REASON)
                .select(dsl.select(
                                DSL.val(name),
                                DSL.coalesce(DSL.max(TRAINING_PROFILE_VERSION.VERSION), 0)
                                        .plus(1),
                                DSL.val(content),
                                DSL.val(who),
                                DSL.val(reason))
                        .from(TRAINING_PROFILE_VERSION)
                        .where(TRAINING_PROFILE_VERSION.NAME.eq(name)))
                .returningResult(TRAINING_PROFILE_VERSION.VERSION)
                .fetchSingle()
                .value1();
    }

    /** Puts a version in use; 0 goes back to the file. */
    void use(String name, int version, String who) {
        if (version == 0) {
            dsl.deleteFrom(TRAINING_PROFILE)
                    .where(TRAINING_PROFILE.NAME.eq(name))
                    .execute();
            return;
        }
        dsl.insertInto(TRAINING_PROFILE)
                .set(TRAINING_PROFILE.NAME, name)
                .set(TRAINING_PROFILE.VERSION, version)
                .set(TRAINING_PROFILE.CHANGED_BY, who)
                .onConflict(TRAINING_PROFILE.NAME)
                .doUpdate()
                .set(TRAINING_PROFILE.VERSION, version)
                .set(TRAINING_PROFILE.CHANGED_BY, who)
                .set(
                        TRAINING_PROFILE.CHANGED_AT,
                        DSL.field("clock_timestamp()", TRAINING_PROFILE.CHANGED_AT.getDataType()))
                .execute();
    }
}
