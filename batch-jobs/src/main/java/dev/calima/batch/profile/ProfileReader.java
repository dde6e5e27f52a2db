package dev.calima.batch.profile;

import static dev.calima.sql.schema.Tables.TRAINING_PROFILE;
import static dev.calima.sql.schema.Tables.TRAINING_PROFILE_VERSION;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record6;

/** Reads what was given at run time. */
final class ProfileReader {

    private final DSLContext dsl;

    ProfileReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** A version in use, since when and by whose choice. */
    record InUse(ProfileVersion version, Instant changedAt, String changedBy) {}

    /** The version of each profile that is in use, by name. */
    List<InUse> listInUse() {
        return dsl.select(
                        TRAINING_PROFILE_VERSION.NAME,
                        TRAINING_PROFILE_VERSION.VERSION,
                        TRAINING_PROFILE_VERSION.CONTENT,
                        TRAINING_PROFILE_VERSION.CREATED_AT,
                        TRAINING_PROFILE_VERSION.CREATED_BY,
                        TRAINING_PROFILE_VERSION.REASON,
                        TRAINING_PROFILE.CHANGED_AT,
                        TRAINING_PROFILE.CHANGED_BY)
                .from(TRAINING_PROFILE)
                .join(TRAINING_PROFILE_VERSION)
                .on(
                        TRAINING_PROFILE_VERSION.NAME.eq(TRAINING_PROFILE.NAME),
                        TRAINING_PROFILE_VERSION.VERSION.eq(TRAINING_PROFILE.VERSION))
                .orderBy(TRAINING_PROFILE.NAME)
                .fetch(row -> new InUse(
                        new ProfileVersion(
                                row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6()),
                        row.value7(),
                        row.value8()));
    }

    /** Every version of a profile, the newest first. */
    List<ProfileVersion> versions(String name) {
        return dsl.select(
                        TRAINING_PROFILE_VERSION.NAME,
                        TRAINING_PROFILE_VERSION.VERSION,
                        TRAINING_PROFILE_VERSION.CONTENT,
                        TRAINING_PROFILE_VERSION.CREATED_AT,
                        TRAINING_PROFILE_VERSION.CREATED_BY,
                        TRAINING_PROFILE_VERSION.REASON)
                .from(TRAINING_PROFILE_VERSION)
                .where(TRAINING_PROFILE_VERSION.NAME.eq(name))
                .orderBy(TRAINING_PROFILE_VERSION.VERSION.desc())
                .fetch(ProfileReader::version);
    }

    /** One version. */
    Optional<ProfileVersion> find(String name, int version) {
        return versions(name).stream().filter(one -> one.version() == version).findFirst();
    }

    private static ProfileVersion version(Record6<String, Integer, String, Instant, String, String> row) {
        return new ProfileVersion(row.value1(), row.value2(), row.value3(), row.value4(), row.value5(), row.value6());
    }
}
