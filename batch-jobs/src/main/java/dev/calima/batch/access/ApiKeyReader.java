package dev.calima.batch.access;

import static dev.calima.sql.schema.Tables.API_KEY;
import static dev.calima.sql.schema.Tables.API_KEY_DAY;

import dev.calima.sql.type.ApiKey;
import dev.calima.sql.type.Pepper;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds keys. */
public final class ApiKeyReader {

    private static final Field<LocalDate> LAST_USED = DSL.field(
                    DSL.select(DSL.max(API_KEY_DAY.DAY)).from(API_KEY_DAY).where(API_KEY_DAY.KEY_ID.eq(API_KEY.KEY_ID)))
            .as("last_used");

    private final DSLContext dsl;

    public ApiKeyReader(DSLContext dsl) {
        this.dsl = dsl;
    }

    /**
     * Keys, the newest first.
     *
     * @param group only those of this group; null for all
     */
    public List<ApiKeyEntry> list(@Nullable String group) {
        return entries(group == null ? DSL.noCondition() : API_KEY.GROUPS.contains(new String[] {group}));
    }

    /** The key that this text is, when it is right, not expired and not revoked. */
    public Optional<ApiKeyEntry> open(ApiKey key, Pepper pepper) {
        return dsl.select(API_KEY.SECRET_HMAC)
                .from(API_KEY)
                .where(API_KEY.KEY_ID.eq(key.id()))
                .and(API_KEY.REVOKED_AT.isNull())
                .and(API_KEY.EXPIRES_AT.isNull().or(DSL.condition("expires_at > clock_timestamp()")))
                .fetchOptional(API_KEY.SECRET_HMAC)
                .filter(hmac -> pepper.matches(key, hmac))
                .flatMap(found -> entries(API_KEY.KEY_ID.eq(key.id())).stream().findFirst());
    }

    private List<ApiKeyEntry> entries(Condition condition) {
        return dsl.select(API_KEY.asterisk(), LAST_USED)
                .from(API_KEY)
                .where(condition)
                .orderBy(API_KEY.CREATED_AT.desc(), API_KEY.KEY_ID)
                .fetch(ApiKeyReader::entry);
    }

    private static ApiKeyEntry entry(Record row) {
        return new ApiKeyEntry(
                row.get(API_KEY.KEY_ID),
                row.get(API_KEY.NAME),
                KeyRole.valueOf(row.get(API_KEY.ROLE)),
                Arrays.asList(row.get(API_KEY.GROUPS)),
                row.get(API_KEY.CREATED_AT),
                row.get(API_KEY.CREATED_BY),
                row.get(API_KEY.EXPIRES_AT),
                row.get(API_KEY.REVOKED_AT),
                row.get(API_KEY.REVOKED_BY),
                row.get(LAST_USED));
    }
}
