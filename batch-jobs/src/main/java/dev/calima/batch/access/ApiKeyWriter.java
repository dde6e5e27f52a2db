package dev.calima.batch.access;

import static dev.calima.sql.schema.Tables.API_KEY;

import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.time.Duration;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.types.DayToSecond;
import org.jspecify.annotations.Nullable;

/** Adds keys and takes them back. */
final class ApiKeyWriter {

    private final DSLContext dsl;

    ApiKeyWriter(DSLContext dsl) {
        this.dsl = dsl;
    }

    /** @param life after which it expires, by the database's clock; null for never */
    void add(
            ApiKey key,
            Pepper pepper,
            String name,
            KeyRole role,
            List<String> groups,
            @Nullable Duration life,
            String by) {
        dsl.insertInto(API_KEY)
                .set(API_KEY.KEY_ID, key.id())
                .set(API_KEY.NAME, name)
                .set(API_KEY.ROLE, role.name())
                .set(API_KEY.GROUPS, groups.toArray(String[]::new))
                .set(API_KEY.SECRET_HMAC, pepper.hmac(key))
                .set(API_KEY.CREATED_BY, by)
                .set(
                        API_KEY.EXPIRES_AT,
                        life == null
                                ? DSL.castNull(API_KEY.EXPIRES_AT)
                                : DSL.field(
                                        "clock_timestamp() + {0}",
                                        API_KEY.EXPIRES_AT.getDataType(), DSL.val(DayToSecond.valueOf(life))))
                .execute();
    }

    /** Takes back those that were not yet; returns their ids. */
    List<String> revoke(List<String> ids, String by) {
        return dsl.update(API_KEY)
                .set(API_KEY.REVOKED_AT, DSL.field("clock_timestamp()", API_KEY.REVOKED_AT.getDataType()))
                .set(API_KEY.REVOKED_BY, by)
                .where(API_KEY.KEY_ID.in(ids))
                .and(API_KEY.REVOKED_AT.isNull())
                .returning(API_KEY.KEY_ID)
                .fetch(API_KEY.KEY_ID);
    }
}
